#include "core/phone/json_bodies.hpp"

#include "core/base/json_pointer.hpp"
#include "core/base/json_reader.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <utility>

namespace baton::core::phone {

namespace json = boost::json;

namespace {

/// An object with at most the member `allowed`, if there is one; no text is an empty object.
/// Errors: malformed_json, invalid_field.
result<json::object> read_object(std::string_view text, std::optional<std::string_view> allowed) {
    if (text.empty()) return json::object{};
    auto body = read_json(text, "the body is not valid JSON");
    if (!body) return body.error();
    if (!body->is_object()) return field_problem("", "type", "the body must be an object");
    for (const auto& member : body->get_object()) {
        const std::string name{member.key()};
        if (name != allowed) return field_problem(pointer_step(name), "unknown", "unknown field '" + name + "'");
    }
    return std::move(body->get_object());
}

}  // namespace

result<> check_empty_body(std::string_view text) {
    const auto body = read_object(text, std::nullopt);
    return body ? result<>{} : result<>{body.error()};
}

task<> read_empty_body(http::Request& request) {
    const auto body = co_await http::read_all(request, empty_body_limit);
    if (!body) co_return body.error();
    co_return check_empty_body(*body);
}

result<json::value> parse_submit_body(std::string_view text) {
    const auto body = read_object(text, "data");
    if (!body) return body.error();
    const json::value* data = body->if_contains("data");
    return data == nullptr ? json::value() : *data;
}

}  // namespace baton::core::phone
