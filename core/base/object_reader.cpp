#include "core/base/object_reader.hpp"

#include "core/base/text.hpp"

#include <boost/json/value.hpp>

#include <utility>
#include <vector>

namespace baton::core {

namespace {

const boost::json::object no_object;
const boost::json::array no_array;
const boost::json::value no_value;

}  // namespace

ObjectReader::ObjectReader(const boost::json::object& object, std::string where)
    : object_(object), where_(std::move(where)) {}

const boost::json::value* ObjectReader::find(std::string_view key) {
    known_.insert(key);
    const auto* value = object_.if_contains(key);
    if (value == nullptr) fail(key, "is missing");
    return value;
}

void ObjectReader::fail(std::string_view key, std::string_view what) {
    fail("'" + std::string{key} + "' " + std::string{what});
}

void ObjectReader::fail(std::string_view what) {
    if (error_) return;
    error_ = where_.empty() ? std::string{what} : where_ + ": " + std::string{what};
}

std::string ObjectReader::string(std::string_view key, std::size_t max) {
    const auto* value = find(key);
    if (value == nullptr) return {};
    const auto* text = value->if_string();
    if (text == nullptr) {
        fail(key, "must be a string");
        return {};
    }
    if (text->size() > max) {
        fail(key, "is longer than " + std::to_string(max) + " bytes");
        return {};
    }
    if (has_control_characters(*text)) {
        fail(key, "contains control characters");
        return {};
    }
    return std::string{*text};
}

std::uint64_t ObjectReader::number(std::string_view key, std::uint64_t max) {
    const auto* value = find(key);
    if (value == nullptr) return 0;
    boost::system::error_code error;
    const auto number = value->to_number<std::uint64_t>(error);
    if (error || !(value->is_int64() || value->is_uint64()) || number > max) {
        fail(key, "must be a whole number from 0 to " + std::to_string(max));
        return 0;
    }
    return number;
}

bool ObjectReader::boolean(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return false;
    if (!value->is_bool()) {
        fail(key, "must be true or false");
        return false;
    }
    return value->get_bool();
}

const boost::json::object& ObjectReader::object(std::string_view key) {
    const auto* value = find(key);
    if (value == nullptr) return no_object;
    if (!value->is_object()) {
        fail(key, "must be an object");
        return no_object;
    }
    return value->get_object();
}

const boost::json::array& ObjectReader::array(std::string_view key, std::size_t max) {
    const auto* value = find(key);
    if (value == nullptr) return no_array;
    if (!value->is_array() || value->get_array().size() > max) {
        fail(key, "must be an array of at most " + std::to_string(max) + " elements");
        return no_array;
    }
    return value->get_array();
}

const boost::json::value& ObjectReader::any(std::string_view key) {
    known_.insert(key);
    const auto* value = object_.if_contains(key);
    return value == nullptr ? no_value : *value;
}

result<void> ObjectReader::finish() {
    for (const auto& member : object_) {
        if (!known_.contains(std::string_view{member.key()})) {
            fail("unknown member '" + one_line(member.key(), 64) + "'");
        }
    }
    if (error_) return problem(errc::internal, *error_);
    return {};
}

std::vector<std::string> read_strings(ObjectReader& reader, std::string_view key, std::size_t max_count,
                                      std::size_t max_size) {
    std::vector<std::string> strings;
    for (const auto& element : reader.array(key, max_count)) {
        const auto* text = element.if_string();
        if (text == nullptr || text->size() > max_size || has_control_characters(*text)) {
            reader.fail("'" + std::string{key} + "' must hold strings of at most " + std::to_string(max_size) +
                        " bytes");
            return {};
        }
        strings.emplace_back(*text);
    }
    return strings;
}

}  // namespace baton::core
