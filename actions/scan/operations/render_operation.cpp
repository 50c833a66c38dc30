#include "actions/scan/operations/render_operation.hpp"

#include "actions/scan/operations/arguments.hpp"
#include "actions/scan/quality/quality.hpp"
#include "actions/scan/submission/parameters.hpp"
#include "actions/scan/submission/result_files.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace baton::scan {
namespace {

namespace json = boost::json;

json::object describe(const RenderedPages& strips) {
    const RenderedPage& page = strips.front();
    std::uint32_t height = 0;
    for (const RenderedPage& strip : strips) height += strip.size.height;
    json::object described{{"mode", name_of(page.mode)},
                           {"width", page.size.width},
                           {"height", height},
                           {"dpi", page.dpi_known ? json::value(page.dpi) : json::value(nullptr)}};
    if (page.faint) described["warning"] = name_of(Flaw::faint);
    return described;
}

/// A required number from 0 to `count` - 1. Errors: `invalid_input` with a pointer.
result<std::int64_t> index_in(const json::object& arguments, std::string_view name, std::size_t count) {
    if (!arguments.contains(name)) {
        const std::string text{name};
        return Error{errc::invalid_input, text + " is required", "/" + text};
    }
    return number_in(arguments, name, 0, static_cast<std::int64_t>(count) - 1, 0);
}

/// The page of the result that a backend names. Errors: `invalid_input` with a pointer.
result<WantedPage> page_of_result(const Call& call, const Options& options) {
    const auto documents = wanted_documents(call.submitted, call.files, options);
    if (!documents) return documents.error();
    const auto document = index_in(call.arguments, "document", documents->size());
    if (!document) return document.error();
    const auto& pages = (*documents)[static_cast<std::size_t>(*document)];
    const auto page = index_in(call.arguments, "page", pages.size());
    if (!page) return page.error();
    WantedPage wanted = pages[static_cast<std::size_t>(*page)];
    const auto parameters = read_parameters(call.arguments, {}, wanted.parameters);
    if (!parameters) return parameters.error();
    wanted.parameters = *parameters;
    wanted.pointer.clear();
    return wanted;
}

}  // namespace

result<Reply> RenderOperation::operate(const Call& call) {
    const auto options = read_options(call.options);
    if (!options) return options.error();
    return call.backend ? render_again(call, *options) : keep(call, *options);
}

result<Reply> RenderOperation::keep(const Call& call, const Options& options) {
    if (const auto known = check_members(call.arguments, {"key", "quad", "mode", "rotation"}); !known) {
        return known.error();
    }
    const auto wanted = page_of_call(call, options);
    if (!wanted) return wanted.error();
    const RenderOptions render = render_options(call.format, options, ground_);
    if (const auto kept = kept_page(*wanted, call.files, render)) return Reply{describe(*kept), {}, {}};
    const auto page = finished_page(*wanted, call.files, render);
    if (!page) return page.error();
    Reply reply{describe(*page), {}, {}};
    reply.keep.push_back(keep_page(*page, *wanted, render));
    return reply;
}

result<Reply> RenderOperation::render_again(const Call& call, const Options& options) {
    if (const auto known = check_members(call.arguments, {"document", "page", "quad", "mode", "rotation"}); !known) {
        return known.error();
    }
    const auto wanted = page_of_result(call, options);
    if (!wanted) return wanted.error();
    auto page = finished_page(*wanted, call.files, render_options(call.format, options, ground_));
    if (!page) return page.error();
    Reply reply{describe(*page), {}, {}};
    auto file = page_file(std::move(*page), call.format, options, "scan-page");
    if (!file) return file.error();
    reply.files.push_back(std::move(*file));
    return reply;
}

}  // namespace baton::scan
