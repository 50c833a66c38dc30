#pragma once

#include "actions/signature/svg/colour.hpp"

#include <optional>
#include <string_view>

namespace baton::signature::svg {

/// The colour of `name(rest`: `rgb`, `rgba`, `hsl`, `hsla` (with commas or without), `hwb`, `lab`, `lch`, `oklab`,
/// `oklch` and `color`, the closing bracket included (CSS Color 4, 5 to 10). What sRGB cannot show is cut off channel
/// by channel, as browsers do. Nothing if it is malformed.
std::optional<Tint> colour_function(std::string_view name, std::string_view rest);

}  // namespace baton::signature::svg
