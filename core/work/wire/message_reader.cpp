#include "core/work/wire/message_reader.hpp"

#include "core/base/json_reader.hpp"

namespace baton::core::work {

namespace {

/// What a message carries may be as deep as JSON from outside, within the message's own levels.
constexpr std::size_t max_depth = json_depth + 4;

}  // namespace

result<boost::json::value> parse_object(std::string_view text) {
    auto value = read_json(text, "", max_depth);
    if (!value || !value->is_object()) return problem(errc::internal, "malformed message: no JSON object");
    return value;
}

}  // namespace baton::core::work
