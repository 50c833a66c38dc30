#include "actions/scan/operations/preview_operation.hpp"

#include "actions/scan/operations/arguments.hpp"
#include "actions/scan/pages/render.hpp"
#include "actions/scan/quality/quality.hpp"

#include <utility>

namespace baton::scan {

result<Reply> PreviewOperation::operate(const Call& call) {
    constexpr std::int64_t least_px = 64;
    constexpr std::int64_t most_px = 1200;
    if (const auto known = check_members(call.arguments, {"key", "quad", "mode", "rotation", "max_px"}); !known) {
        return known.error();
    }
    const auto options = read_options(call.options);
    if (!options) return options.error();
    const auto max_px = number_in(call.arguments, "max_px", least_px, most_px, most_px);
    if (!max_px) return max_px.error();
    const auto page = page_of_call(call, *options);
    if (!page) return page.error();
    auto made =
        preview(page->original->bytes, page->parameters, static_cast<std::uint32_t>(*max_px), settings_.max_pixels);
    if (!made) return made.error();
    Reply reply;
    reply.body = {{"width", made->size.width},
                  {"height", made->size.height},
                  {"mode", name_of(made->mode)},
                  {"skew", made->skew}};
    if (made->faint) reply.body["warning"] = name_of(Flaw::faint);
    reply.files.push_back({"image/jpeg", "preview.jpg", std::move(made->jpeg)});
    return reply;
}

}  // namespace baton::scan
