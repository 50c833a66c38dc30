#include "actions/scan/submission/result_files.hpp"

#include "actions/scan/assemble/document.hpp"

#include <boost/json/array.hpp>

#include <span>
#include <string>
#include <utility>

namespace baton::scan {
namespace {

namespace json = boost::json;

/// "scan", "scan-2": numbered only where there are several.
std::string numbered(std::string stem, std::size_t index, std::size_t count) {
    return count > 1 ? stem + "-" + std::to_string(index + 1) : stem;
}

json::object download(std::size_t index) {
    return {{"$download", index}};
}

result<OutputFile> pdf_file(std::span<const RenderedPage> pages, const Options& options, const std::string& stem) {
    auto bytes = assemble_pdf(pages, options.document);
    if (!bytes) return bytes.error();
    return OutputFile{"application/pdf", stem + ".pdf", std::move(*bytes)};
}

json::object add_images(RenderedPages document, const std::string& stem, Outcome& outcome) {
    json::array pages;
    const std::size_t count = document.size();
    for (std::size_t i = 0; i < count; ++i) {
        OutputFile file = image_file(std::move(document[i]), numbered(stem, i, count));
        pages.push_back({{"url", download(outcome.files.size())}, {"content_type", file.content_type}});
        outcome.files.push_back(std::move(file));
    }
    return {{"pages", std::move(pages)}};
}

}  // namespace

result<Outcome> result_files(std::vector<RenderedPages> documents, std::string_view format, const Options& options) {
    Outcome outcome;
    json::array list;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const std::string stem = numbered("scan", i, documents.size());
        if (format == "images") {
            list.push_back(add_images(std::move(documents[i]), stem, outcome));
            continue;
        }
        auto file = pdf_file(documents[i], options, stem);
        if (!file) return file.error();
        list.push_back(json::object{{"pdf_url", download(outcome.files.size())}});
        outcome.files.push_back(std::move(*file));
        documents[i].clear();
    }
    outcome.result = {{"documents", std::move(list)}};
    return outcome;
}

result<OutputFile> page_file(RenderedPages page, std::string_view format, const Options& options, std::string stem) {
    if (format == "images") return image_file(std::move(page.front()), std::move(stem));
    return pdf_file(page, options, stem);
}

}  // namespace baton::scan
