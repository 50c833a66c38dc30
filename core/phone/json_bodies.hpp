#pragma once

#include "core/base/error.hpp"
#include "core/http/request.hpp"

#include <cstddef>
#include <string_view>

/// The bodies of the phone's requests that are small JSON objects.
namespace baton::core::phone {

/// For requests that say all by their path: room for `{}` and for naming the field that somebody made up.
inline constexpr std::size_t empty_body_limit = 1024;

/// Takes a body that has nothing to say: none, or an object without members. Errors: malformed_json, invalid_field.
result<> check_empty_body(std::string_view text);

/// Reads such a body. Errors: those of `check_empty_body` and `read_all`.
task<> read_empty_body(http::Request& request);

/// Where the `data` lies within the body of `POST /s/:id/submit`; the text null if there is none or the body is empty.
/// Errors: malformed_json, invalid_field.
result<std::string_view> parse_submit_body(std::string_view text);

}  // namespace baton::core::phone
