#pragma once

#include "core/base/error.hpp"

#include <boost/json/object.hpp>

namespace baton::core::action {

/// The subset of JSON Schema 2020-12 in which a plugin describes its options (docs/plugins.md): `type`, `properties`,
/// `required`, `additionalProperties: false`, `enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `items`,
/// `minItems`, `maxItems`, `default`, and as notes `title`, `description`, `examples`, `$schema`, `$comment`, `x-…`.
/// No `pattern`: a regular expression on foreign input can take for ever.

/// Whether a schema is an object schema within the subset and its defaults fit it. An empty one says: no options.
/// Errors: internal, one sentence.
result<void> check_schema(const boost::json::object& schema);

/// Checks an options object and returns it with the defaults of absent members filled in (also inside nested objects
/// that are present).
/// Errors: invalid_field, with as many errors as FieldErrors names, pointers below `/options`; codes: unknown,
/// required, type, enum, out_of_range, too_short, too_long, format.
result<boost::json::object> complete_options(const boost::json::object& schema, const boost::json::object& options);

}  // namespace baton::core::action
