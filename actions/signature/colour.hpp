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

/// How much lighter one of two colours is than the other, 1 to 21, whichever comes first: the contrast ratio of
/// WCAG 2.2.
double contrast(Colour one, Colour other);

}  // namespace baton::signature
