#include "core/base/json_reader.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace baton::core {

namespace json = boost::json;

namespace {

/// As deep as the parser allows.
bool has_finite_numbers(const json::value& value) {
    if (const double* number = value.if_double()) return std::isfinite(*number);
    if (const json::array* array = value.if_array()) {
        return std::all_of(array->begin(), array->end(), has_finite_numbers);
    }
    if (const json::object* object = value.if_object()) {
        return std::all_of(object->begin(), object->end(),
                           [](const auto& member) { return has_finite_numbers(member.value()); });
    }
    return true;
}

}  // namespace

result<json::value> read_json(std::string_view text, std::string_view detail, std::size_t max_depth) {
    boost::system::error_code error;
    json::value value = json::parse(json::string_view{text.data(), text.size()}, error, {}, {.max_depth = max_depth});
    if (error || !has_finite_numbers(value)) return problem(errc::malformed_json, std::string{detail});
    return value;
}

}  // namespace baton::core
