#pragma once

#include "core/base/error.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <string_view>

namespace baton::core {

/// How deep JSON from outside may be.
inline constexpr std::size_t json_depth = 32;

/// JSON (RFC 8259) from outside. Numbers that no double holds are refused, too: Boost.JSON reads them as infinity or
/// NaN, which pass every comparison with a limit and cannot be written as JSON again. Errors: malformed_json with
/// `detail`.
result<boost::json::value> read_json(std::string_view text, std::string_view detail,
                                     std::size_t max_depth = json_depth);

}  // namespace baton::core
