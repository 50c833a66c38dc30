#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace baton::signature::svg {

/// Three coordinates of a colour; of sRGB 0 to 1, beyond that what it cannot show.
using Channels = std::array<double, 3>;

// Each to sRGB, with the arithmetic of CSS Color 4, 7 to 11 and its sample code.

/// Hue in degrees, saturation and lightness 0 to 1.
Channels from_hsl(const Channels& hsl);
/// Hue in degrees, whiteness and blackness 0 to 1.
Channels from_hwb(const Channels& hwb);
/// Lightness 0 to 100, a and b; D50.
Channels from_lab(const Channels& lab);
/// Lightness 0 to 1, a and b.
Channels from_oklab(const Channels& oklab);
/// Lightness, chroma, and hue in degrees, as lightness, a and b.
Channels from_polar(const Channels& lch);
/// A space of `color()` by its name in lower case; nothing if there is no such space.
std::optional<Channels> from_space(std::string_view name, const Channels& channels);

}  // namespace baton::signature::svg
