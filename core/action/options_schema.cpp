#include "core/action/options_schema.hpp"

#include "core/action/schema_types.hpp"
#include "core/base/field_errors.hpp"
#include "core/base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace baton::core::action {

namespace {

/// RFC 6901: `~` and `/` in a member's name are written `~0` and `~1`.
std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

/// Characters, not bytes: continuation bytes of UTF-8 do not count.
std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// `#rrggbb`, nothing shorter and no names: what every drawing library reads.
bool is_colour(std::string_view text) {
    return text.size() == 7 && text.front() == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

/// A value of `format`: what it demands of a text, and how to say so.
struct TextFormat {
    std::string_view name;
    bool (*fits)(std::string_view);
    std::string_view expects;
};
constexpr TextFormat text_formats[] = {{"color", is_colour, "a colour, #rrggbb"}};

bool is_whole(const boost::json::value& value) {
    if (value.is_int64() || value.is_uint64()) return true;
    return value.is_double() && std::nearbyint(value.get_double()) == value.get_double() &&
           std::fabs(value.get_double()) < 9007199254740992.0;  // 2^53: beyond it a double is no exact integer
}

bool has_type(const boost::json::value& value, ValueType type) {
    switch (type) {
        case ValueType::string:
            return value.is_string();
        case ValueType::integer:
            return is_whole(value);
        case ValueType::number:
            return value.is_number();
        case ValueType::boolean:
            return value.is_bool();
        case ValueType::array:
            return value.is_array();
        case ValueType::object:
            return value.is_object();
    }
    return false;
}

bool equal(const boost::json::value& left, const boost::json::value& right) {
    if (left.is_number() && right.is_number()) return left.to_number<double>() == right.to_number<double>();
    return left == right;
}

std::string listed(const boost::json::array& values) {
    std::vector<std::string> texts;
    for (const auto& value : values) texts.push_back(boost::json::serialize(value));
    return join(texts);
}

/// Walks a value along its schema; collects findings and fills in defaults.
class Completion {
public:
    void complete(const boost::json::object& schema, boost::json::value& value, const std::string& pointer) {
        const auto type = *type_of(schema);
        if (!has_type(value, type)) {
            add(pointer, "type", "must be of type " + std::string{schema.at("type").get_string()});
            return;
        }
        if (const auto* allowed = schema.if_contains("enum")) {
            const auto& values = allowed->get_array();
            if (std::ranges::none_of(values, [&](const auto& one) { return equal(one, value); })) {
                add(pointer, "enum", "must be one of " + listed(values));
                return;
            }
        }
        if (type == ValueType::object) return complete_object(schema, value.get_object(), pointer);
        if (type == ValueType::array) return complete_array(schema, value.get_array(), pointer);
        if (type == ValueType::string) return check_text(schema, value.get_string(), pointer);
        if (type == ValueType::integer && value.is_double()) value = static_cast<std::int64_t>(value.get_double());
        if (value.is_number()) check_range(schema, value.to_number<double>(), pointer);
    }

    FieldErrors& errors() { return errors_; }

private:
    void add(const std::string& pointer, std::string code, const std::string& what) {
        if (errors_.full()) return errors_.count(1);
        const auto name = pointer.empty() ? std::string{"it"} : pointer.substr(pointer.rfind('/') + 1);
        errors_.add({pointer, std::move(code), one_line(name, 64) + " " + what});
    }

    void complete_object(const boost::json::object& schema, boost::json::object& object, const std::string& pointer) {
        static const boost::json::object none;
        const auto* declared = schema.if_contains("properties");
        const auto& properties = declared == nullptr ? none : declared->get_object();
        for (auto& member : object) {
            const std::string below = pointer + "/" + escaped(member.key());
            const auto* property = properties.if_contains(member.key());
            if (property == nullptr) {
                add(below, "unknown", "is not an option of this action");
            } else {
                complete(property->get_object(), member.value(), below);
            }
        }
        for (const auto& property : properties) {
            const auto* fallback = property.value().get_object().if_contains("default");
            if (fallback != nullptr && !object.contains(property.key())) object.emplace(property.key(), *fallback);
        }
        if (const auto* required = schema.if_contains("required")) {
            for (const auto& name : required->get_array()) {
                if (!object.contains(name.get_string())) {
                    add(pointer + "/" + escaped(name.get_string()), "required", "is required");
                }
            }
        }
    }

    void complete_array(const boost::json::object& schema, boost::json::array& array, const std::string& pointer) {
        check_bound(schema, "minItems", "maxItems", array.size(), "elements", pointer);
        const auto* items = schema.if_contains("items");
        if (items == nullptr) return;
        for (std::size_t i = 0; i < array.size(); ++i) {
            complete(items->get_object(), array[i], pointer + "/" + std::to_string(i));
        }
    }

    void check_text(const boost::json::object& schema, std::string_view text, const std::string& pointer) {
        check_bound(schema, "minLength", "maxLength", length_of(text), "characters", pointer);
        const auto* wanted = schema.if_contains("format");
        if (wanted == nullptr) return;
        for (const auto& format : text_formats) {
            if (format.name == std::string_view{wanted->get_string()} && !format.fits(text)) {
                add(pointer, "format", "must be " + std::string{format.expects});
            }
        }
    }

    void check_bound(const boost::json::object& schema, std::string_view least, std::string_view most,
                     std::size_t actual, const std::string& unit, const std::string& pointer) {
        const auto* low = schema.if_contains(least);
        if (low != nullptr && actual < low->to_number<std::uint64_t>()) {
            add(pointer, "too_short", "must have at least " + boost::json::serialize(*low) + " " + unit);
        }
        const auto* high = schema.if_contains(most);
        if (high != nullptr && actual > high->to_number<std::uint64_t>()) {
            add(pointer, "too_long", "must have at most " + boost::json::serialize(*high) + " " + unit);
        }
    }

    void check_range(const boost::json::object& schema, double number, const std::string& pointer) {
        const auto* low = schema.if_contains("minimum");
        const auto* high = schema.if_contains("maximum");
        const bool below = low != nullptr && number < low->to_number<double>();
        const bool above = high != nullptr && number > high->to_number<double>();
        if (!below && !above) return;
        std::string text = "must be ";
        if (low != nullptr) text += "at least " + boost::json::serialize(*low);
        if (low != nullptr && high != nullptr) text += " and ";
        if (high != nullptr) text += "at most " + boost::json::serialize(*high);
        add(pointer, "out_of_range", text);
    }

    FieldErrors errors_;
};

result<boost::json::value> completed(const boost::json::object& schema, boost::json::value value,
                                     const std::string& pointer) {
    Completion completion;
    completion.complete(schema, value, pointer);
    if (completion.errors().empty()) return value;
    return completion.errors().take();
}

}  // namespace

std::optional<ValueType> type_of(const boost::json::object& schema) {
    static constexpr std::pair<std::string_view, ValueType> names[] = {
        {"string", ValueType::string},   {"integer", ValueType::integer}, {"number", ValueType::number},
        {"boolean", ValueType::boolean}, {"array", ValueType::array},     {"object", ValueType::object}};
    const auto* type = schema.if_contains("type");
    if (type == nullptr || !type->is_string()) return std::nullopt;
    for (const auto& [name, value] : names) {
        if (name == std::string_view{type->get_string()}) return value;
    }
    return std::nullopt;
}

bool is_known_format(std::string_view name) {
    return std::ranges::any_of(text_formats, [&](const auto& format) { return format.name == name; });
}

result<void> check_value(const boost::json::object& schema, const boost::json::value& value) {
    auto fits = completed(schema, value, "");
    if (!fits) return fits.error();
    return {};
}

result<boost::json::object> complete_options(const boost::json::object& schema, const boost::json::object& options) {
    static const boost::json::object no_options{{"type", "object"}};
    auto value = completed(schema.empty() ? no_options : schema, options, "/options");
    if (!value) return value.error();
    return std::move(value->get_object());
}

}  // namespace baton::core::action
