#pragma once

#include "core/base/error.hpp"

#include <boost/json/value.hpp>

#include <string_view>

namespace baton::core::phone {

/// The `data` of the body of `POST /s/:id/submit`; null if there is none or the body is empty.
/// Errors: malformed_json, invalid_field.
result<boost::json::value> parse_submit_body(std::string_view text);

}  // namespace baton::core::phone
