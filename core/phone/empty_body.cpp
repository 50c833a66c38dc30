#include "core/phone/empty_body.hpp"

#include "core/base/json_pointer.hpp"
#include "core/base/json_reader.hpp"

#include <string>

namespace baton::core::phone {

task<void> read_empty_body(http::Request& request) {
    const auto body = co_await http::read_all(request, kEmptyBodyLimit);
    if (!body) co_return body.error();
    if (body->empty()) co_return result<void>{};
    const auto read = read_json(*body, "the body is not valid JSON");
    if (!read) co_return read.error();
    if (!read->is_object()) co_return field_problem("", "type", "the body must be an object");
    for (const auto& member : read->get_object()) {
        const std::string name{member.key()};
        co_return field_problem(pointer_step(name), "unknown", "unknown field '" + name + "'");
    }
    co_return result<void>{};
}

}  // namespace baton::core::phone
