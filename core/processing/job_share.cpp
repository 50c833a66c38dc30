#include "core/processing/job_share.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace baton::core::processing {

namespace json = boost::json;

namespace {

/// No picture is longer on a side; what a worker learned of a file is a stranger's word.
constexpr std::int64_t longest_side = 1'000'000;
/// What a byte of a page's data costs, in pixels: 2 MiB of strokes, the most that can be sent, are dear, what a hand
/// draws is not.
constexpr std::uint64_t pixels_per_byte = 12;

std::uint64_t side(const json::object& info, std::string_view name) {
    const json::value* number = info.if_contains(name);
    if (number == nullptr) return 0;
    std::error_code wrong;  // what is no whole number is none
    const auto whole = number->to_number<std::int64_t>(wrong);
    return wrong ? 0 : static_cast<std::uint64_t>(std::clamp<std::int64_t>(whole, 0, longest_side));
}

}  // namespace

work::JobShare share_of(const work::Job& job, const session::Session& session) {
    work::JobShare share{session.spec->owner, session.id(), 0};
    for (const auto& file : job.files) {
        // What is kept has no say of its own: it may spare reading its upload again, and what it costs is less.
        if (file.made_from.empty()) share.weight += side(file.info, "width") * side(file.info, "height");
    }
    if (job.kind == work::JobKind::process && !job.data.is_null()) {
        share.weight += job.data.view().size() * pixels_per_byte;
    }
    return share;
}

}  // namespace baton::core::processing
