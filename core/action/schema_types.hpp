#pragma once

#include "core/base/error.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

/// Shared by the two halves of options_schema.hpp: checking schemas, and checking options against them.
namespace baton::core::action {

enum class ValueType { string, integer, number, boolean, array, object };

inline constexpr std::string_view type_names = "string, integer, number, boolean, array or object";

/// What the schema's `type` says; nothing if it is missing or unknown.
std::optional<ValueType> type_of(const boost::json::object& schema);

/// Whether the subset knows this value of `format`.
bool is_known_format(std::string_view name);

/// Whether `value` fits `schema`, whose keywords are known to be of the right types.
/// Errors: invalid_field, the detail being the first finding.
result<void> check_value(const boost::json::object& schema, const boost::json::value& value);

}  // namespace baton::core::action
