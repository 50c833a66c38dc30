#include "core/phone/submit_body.hpp"

#include "core/base/json_pointer.hpp"
#include "core/base/json_reader.hpp"

#include <string>

namespace baton::core::phone {

namespace json = boost::json;

result<json::value> parse_submit_body(std::string_view text) {
    if (text.empty()) return json::value();
    const auto body = read_json(text, "the body is not valid JSON");
    if (!body) return body.error();
    if (!body->is_object()) return field_problem("", "type", "the body must be an object");
    for (const auto& [name, value] : body->get_object()) {
        if (name != "data")
            return field_problem(pointer_step(name), "unknown", "unknown field '" + std::string{name} + "'");
    }
    const json::value* data = body->get_object().if_contains("data");
    return data == nullptr ? json::value() : *data;
}

}  // namespace baton::core::phone
