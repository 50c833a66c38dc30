#include "core/db/database.hpp"

namespace baton::core::db {

result<std::string> text_of(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return problem(errc::internal, "the database answered no text where one was expected");
    return *text;
}

result<std::int64_t> number_of(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return problem(errc::internal, "the database answered no number where one was expected");
    return *number;
}

}  // namespace baton::core::db
