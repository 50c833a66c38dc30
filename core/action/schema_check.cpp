#include "core/action/options_schema.hpp"
#include "core/action/schema_types.hpp"
#include "core/base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <string>
#include <string_view>

/// The half of options_schema.hpp that runs when a plugin is loaded.
namespace baton::core::action {

namespace {

/// Deep enough for options, shallow enough for the stack.
constexpr int max_depth = 6;

/// A keyword of the subset, the type its value has, and the types of schema it belongs to.
struct Keyword {
    std::string_view name;
    bool (*fits)(const boost::json::value&);
    std::string_view expects;
    bool (*belongs)(ValueType);
};

bool is_count(const boost::json::value& value) {
    return value.is_int64() && value.get_int64() >= 0;
}
bool is_number(const boost::json::value& value) {
    return value.is_number();
}
bool is_string(const boost::json::value& value) {
    return value.is_string();
}
bool is_array(const boost::json::value& value) {
    return value.is_array();
}
bool is_object(const boost::json::value& value) {
    return value.is_object();
}
bool is_false(const boost::json::value& value) {
    return value.is_bool() && !value.get_bool();
}
bool is_format(const boost::json::value& value) {
    return value.is_string() && is_known_format(value.get_string());
}
bool is_anything(const boost::json::value&) {
    return true;
}
bool for_any(ValueType) {
    return true;
}
bool for_numbers(ValueType type) {
    return type == ValueType::number || type == ValueType::integer;
}
bool for_strings(ValueType type) {
    return type == ValueType::string;
}
bool for_arrays(ValueType type) {
    return type == ValueType::array;
}
bool for_objects(ValueType type) {
    return type == ValueType::object;
}
bool for_scalars(ValueType type) {
    return for_numbers(type) || for_strings(type);
}

constexpr std::array<Keyword, 19> schema_keywords{{
    {"type", is_string, "a string", for_any},
    {"title", is_string, "a string", for_any},
    {"description", is_string, "a string", for_any},
    {"$schema", is_string, "a string", for_any},
    {"$comment", is_string, "a string", for_any},
    {"examples", is_array, "an array", for_any},
    {"default", is_anything, "", for_any},
    {"enum", is_array, "an array", for_scalars},
    {"minimum", is_number, "a number", for_numbers},
    {"maximum", is_number, "a number", for_numbers},
    {"minLength", is_count, "a whole number", for_strings},
    {"maxLength", is_count, "a whole number", for_strings},
    {"format", is_format, "a known format: color", for_strings},
    {"items", is_object, "an object", for_arrays},
    {"minItems", is_count, "a whole number", for_arrays},
    {"maxItems", is_count, "a whole number", for_arrays},
    {"properties", is_object, "an object", for_objects},
    {"required", is_array, "an array", for_objects},
    {"additionalProperties", is_false, "false (unknown options are always refused)", for_objects},
}};

const Keyword* find_keyword(std::string_view name) {
    for (const auto& keyword : schema_keywords) {
        if (keyword.name == name) return &keyword;
    }
    return nullptr;
}

class SchemaChecker {
public:
    result<void> check(const boost::json::object& schema, const std::string& where, int depth) {
        if (depth > max_depth) return bad(where, "is nested too deeply");
        const auto type = type_of(schema);
        if (!type) return bad(where, "needs a type: " + std::string{type_names});
        if (auto checked = check_keywords(schema, *type, where); !checked) return checked;
        if (auto checked = check_children(schema, where, depth); !checked) return checked;
        const auto* fallback = schema.if_contains("default");
        if (fallback != nullptr) {
            if (auto fits = check_value(schema, *fallback); !fits) {
                return bad(where, "has a default that does not fit: " + fits.error().detail);
            }
        }
        return {};
    }

private:
    static Problem bad(const std::string& where, const std::string& what) {
        // What it says may have been taken from the schema, as the values of an `enum` are.
        constexpr std::size_t longest = 1000;
        const std::string text = "its options schema: " + one_line(where, 128) + " " + what;
        return problem(errc::internal, one_line(text, longest));
    }

    static result<void> check_keywords(const boost::json::object& schema, ValueType type, const std::string& where) {
        for (const auto& member : schema) {
            const std::string_view name = member.key();
            if (name.starts_with("x-")) continue;
            const auto* keyword = find_keyword(name);
            const std::string quoted = "'" + one_line(name, 64) + "'";
            if (keyword == nullptr) return bad(where, "uses " + quoted + ", which is not in the supported subset");
            if (!keyword->belongs(type)) return bad(where, "uses " + quoted + ", which its type does not have");
            if (!keyword->fits(member.value())) return bad(where, quoted + " must be " + std::string{keyword->expects});
        }
        return {};
    }

    result<void> check_children(const boost::json::object& schema, const std::string& where, int depth) {
        const auto* properties = schema.if_contains("properties");
        if (properties != nullptr) {
            for (const auto& member : properties->get_object()) {
                const std::string below = where + "/" + std::string{member.key()};
                if (!member.value().is_object()) return bad(below, "must be a schema object");
                if (auto checked = check(member.value().get_object(), below, depth + 1); !checked) return checked;
            }
        }
        if (const auto* required = schema.if_contains("required")) {
            for (const auto& name : required->get_array()) {
                if (!name.is_string() || properties == nullptr ||
                    !properties->get_object().contains(name.get_string())) {
                    return bad(where, "requires what is none of its properties");
                }
            }
        }
        if (const auto* items = schema.if_contains("items")) {
            return check(items->get_object(), where + "/items", depth + 1);
        }
        return {};
    }
};

}  // namespace

result<void> check_schema(const boost::json::object& schema) {
    if (schema.empty()) return {};
    if (type_of(schema) != ValueType::object) {
        return problem(errc::internal, "its options schema: the root must have the type 'object'");
    }
    return SchemaChecker{}.check(schema, "options", 0);
}

}  // namespace baton::core::action
