#include "core/phone/json_bodies.hpp"

#include "core/base/field_errors.hpp"
#include "core/base/json_pointer.hpp"
#include "core/base/json_text.hpp"

#include <optional>
#include <string>

namespace baton::core::phone {

namespace {

constexpr std::string_view nothing = "null";

/// The text of the only member that an object may have, if it has it; no text is an empty object.
/// Errors: malformed_json, invalid_field.
result<std::string_view> read_object(std::string_view text, std::optional<std::string_view> allowed) {
    if (text.empty()) return nothing;
    if (auto checked = check_json(text, "the body is not valid JSON"); !checked) return checked.error();
    if (!is_json_object(text)) return field_problem("", "type", "the body must be an object");
    std::string_view found = nothing;
    std::optional<std::string> unknown;
    each_member(text, [&](std::string_view name, std::string_view value) {
        if (name != allowed) unknown = name;
        found = value;
        return !unknown;
    });
    if (unknown) return unknown_field_problem(pointer_step(*unknown), *unknown);
    return found;
}

}  // namespace

result<> check_empty_body(std::string_view text) {
    const auto body = read_object(text, std::nullopt);
    return body ? result<>{} : result<>{body.error()};
}

task<> read_empty_body(http::Request& request) {
    static_assert(empty_body_limit <= http::BodyBudget::uncounted, "nobody pays for it");
    const auto body = co_await http::read_all(request, empty_body_limit, {});
    if (!body) co_return body.error();
    co_return check_empty_body(body->text);
}

result<std::string_view> parse_submit_body(std::string_view text) {
    return read_object(text, "data");
}

}  // namespace baton::core::phone
