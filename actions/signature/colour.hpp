#pragma once

#include "drawing.hpp"

#include <optional>
#include <string_view>

namespace baton::signature {

/// Reads `#rrggbb`, in either case. Nothing for any other text.
std::optional<Colour> hex_colour(std::string_view text);

}  // namespace baton::signature
