#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace baton::core {

/// How many code points a text has; nothing if it is not UTF-8 as RFC 3629 wants it (no surrogates, nothing longer than
/// it need be, nothing above U+10FFFF).
std::optional<std::size_t> count_code_points(std::string_view text);

}  // namespace baton::core
