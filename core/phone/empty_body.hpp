#pragma once

#include "core/base/error.hpp"
#include "core/http/request.hpp"

#include <cstddef>

namespace baton::core::phone {

/// For requests that say all by their path: room for `{}` and for naming the field that somebody made up.
inline constexpr std::size_t kEmptyBodyLimit = 1024;

/// Reads a body that has nothing to say: none, or an object without members. Errors: malformed_json, invalid_field,
/// those of `read_all`.
task<void> read_empty_body(http::Request& request);

}  // namespace baton::core::phone
