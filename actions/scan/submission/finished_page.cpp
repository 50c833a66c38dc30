#include "actions/scan/submission/finished_page.hpp"

#include "actions/scan/submission/parameters.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace baton::scan {
namespace {

namespace json = boost::json;

std::string_view name_of(Target target) {
    switch (target) {
        case Target::pdf:
            return "pdf";
        case Target::jpeg:
            return "jpeg";
        case Target::png:
            break;
    }
    return "png";
}

std::string_view name_of(media::Paper paper) {
    switch (paper) {
        case media::Paper::a4:
            return "a4";
        case media::Paper::letter:
            return "letter";
        case media::Paper::fit:
            break;
    }
    return "fit";
}

/// All that a finished page depends on beside its original.
json::object recipe(const PageParameters& parameters, const RenderOptions& options) {
    json::object object = exact_json(parameters);
    object["target"] = name_of(options.target);
    object["ocr"] = options.languages;
    object["paper"] = name_of(options.paper);
    object["cut_long"] = options.cut_long;
    return object;
}

}  // namespace

RenderOptions render_options(std::string_view format, const Options& options, const Ground& ground) {
    RenderOptions render;
    render.max_pixels = ground.settings.max_pixels;
    if (format == "images") {
        render.target = options.png ? Target::png : Target::jpeg;
        return render;
    }
    // A4 and Letter stay one sheet each, whatever lies on them.
    render.cut_long = options.cut_long && options.document.paper == media::Paper::fit;
    if (!options.ocr.empty()) {
        render.ocr = ground.ocr.get();
        render.languages = options.ocr;
        render.paper = options.document.paper;
    }
    return render;
}

std::optional<RenderedPages> kept_page(const WantedPage& wanted, std::span<const InputFile> files,
                                       const RenderOptions& options) {
    const auto kept = std::ranges::find(files, wanted.original->key, &InputFile::made_from);
    if (kept == files.end() || kept->info != recipe(wanted.parameters, options)) return std::nullopt;
    auto page = unpack(kept->bytes);
    return page ? std::optional{std::move(*page)} : std::nullopt;
}

KeptFile keep_page(const RenderedPages& page, const WantedPage& wanted, const RenderOptions& options) {
    return {wanted.original->key, {"application/octet-stream", "page", pack(page)}, recipe(wanted.parameters, options)};
}

result<RenderedPages> finished_page(const WantedPage& wanted, std::span<const InputFile> files,
                                    const RenderOptions& options) {
    if (auto kept = kept_page(wanted, files, options)) return std::move(*kept);
    auto page = render_pages(wanted.original->bytes, wanted.parameters, options);
    if (!page && page.error().pointer.empty() && page.error().code == errc::invalid_input) {
        Error located = page.error();
        located.pointer = wanted.pointer;
        return located;
    }
    return page;
}

}  // namespace baton::scan
