#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/ink/centre_line.hpp"

#include <span>
#include <vector>

namespace baton::signature {

/// A disc as a contour.
Contour disc(Point centre, double radius);

/// Outlines whose union is the ink along the stations (step 6 of the model), all turning the same way, so that the
/// non-zero rule adds them up and never makes a hole. Where the line is gently bent one outline runs down one side,
/// round the end and back up the other, in as few curves as stay within `tolerance` (px). Where the pen turns more
/// tightly than the ink is wide (a cusp, a hairpin) the sides of such an outline would cross; there, straight pieces
/// with round ends follow the line.
// decision 0051
std::vector<Contour> outline(std::span<const Station> stations, double tolerance);

/// The ink from one node straight to the next, with a point at either end instead of a round cap: six lines.
Contour pointed(const Node& from, const Node& to);

}  // namespace baton::signature
