#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/output/bounds.hpp"

namespace baton::signature {

/// Where a drawing goes on paper or into pixels: `scale * (point - origin)`.
struct Placement {
    Point origin;
    double scale = 1;
    double width = 0;  ///< of the paper or picture, in its own unit
    double height = 0;

    Point operator()(Point point) const { return {scale * (point.x - origin.x), scale * (point.y - origin.y)}; }
};

/// The frame in units for which two decimals are fine enough: the drawing's own (CSS px for strokes) unless the longer
/// side would be below 100 or above 2000 of them; then it becomes 600.
Placement place_as_vector(const Box& frame);

/// The frame in points: three quarters of the CSS px that `place_as_vector` gives, at least 72 and at most 300 on the
/// longer side.
Placement place_on_page(const Box& frame);

/// The frame in pixels, whole numbers of them: 1200 on the longer side, and never less than 600 wide.
Placement place_in_pixels(const Box& frame);

}  // namespace baton::signature
