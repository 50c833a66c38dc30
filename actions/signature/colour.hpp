#pragma once

#include "actions/signature/drawing.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace baton::signature {

/// Reads `#rrggbb`, in either case. Nothing for any other text.
std::optional<Colour> hex_colour(std::string_view text);

/// The same way back, in lower case.
std::string hex_text(Colour colour);

}  // namespace baton::signature
