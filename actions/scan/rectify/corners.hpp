#pragma once

#include "actions/scan/quad.hpp"

#include <baton/media/orientation.hpp>
#include <baton/result.hpp>

namespace baton::scan {

/// Nothing narrower is a page, in pixels.
constexpr double least_side = 16;

/// Errors: `invalid_input` unless the quad is convex, clockwise, at least `least_side` wide and high, and within half a
/// picture around the picture.
result<void> check_quad(const Quad& quad, media::Size picture);

/// The whole picture as a page; corners are the outer corners of its pixels.
Quad whole(media::Size picture);

/// The quad after the page was turned clockwise by `rotation` (0, 90, 180, 270): another corner is the top left one.
Quad turned(const Quad& quad, int rotation);

/// The quad of an upright picture in the pixels that the file stores, before `orientation`; `stored` is their size.
Quad as_stored(const Quad& quad, media::Orientation orientation, media::Size stored);

/// The quad in a picture of another scale.
Quad scaled(const Quad& quad, double factor);

}  // namespace baton::scan
