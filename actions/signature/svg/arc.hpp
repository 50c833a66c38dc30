#pragma once

#include "actions/signature/drawing.hpp"

namespace baton::signature::svg {

/// An elliptical arc as a path's `A` describes it, without its start.
struct Arc {
    Point radii;
    double rotation = 0;  ///< of the ellipse's x axis, in degrees
    bool large = false;
    bool sweep = false;
    Point end;
};

/// Adds `arc`, which begins at `start`, as cubic Béziers of at most a quarter turn each. Radii that are too small grow
/// until they reach, and a radius of zero is a line (SVG 2, 9.5.1 and appendix B.2).
void append_arc(Contour& contour, Point start, const Arc& arc);

}  // namespace baton::signature::svg
