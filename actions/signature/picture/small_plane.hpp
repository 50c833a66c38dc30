#pragma once

#include "actions/signature/picture/plane.hpp"

#include <cstdint>

namespace baton::signature {

/// Paper changes slowly: it is looked at in a copy with this long side, in px.
inline constexpr std::uint32_t small_side = 200;
/// Ink is at most twice as wide as this in such a copy.
inline constexpr std::uint32_t ink_radius = 8;

/// A smaller copy; each number is the mean of what falls on it.
Plane reduced(const Plane& plane, media::Size size);

/// A grey closing with a square: what is dark and no wider than twice `radius` goes, everything else stays where it is.
/// Time grows with the radius: for small planes.
Plane closed(const Plane& small, std::uint32_t radius);

/// Each number becomes the mean of the square around it.
Plane blurred(const Plane& small, std::uint32_t radius);

/// A larger copy, interpolated linearly.
Plane enlarged(const Plane& small, media::Size size);

}  // namespace baton::signature
