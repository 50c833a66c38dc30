#pragma once

#include "actions/signature/cubic.hpp"
#include "actions/signature/ink/ink_model.hpp"

#include <span>
#include <vector>

namespace baton::signature {

/// A place on the centre line: the ink covers the disc around it.
struct Station {
    Point at;
    Point heading;      ///< unit vector in which the pen goes on
    double radius = 0;  ///< px
};

/// The spline through two nodes or more (step 5 of the model), as one curve for each pair of nodes that differ.
struct Span {
    Cubic curve;
    double from_width = 0;
    double to_width = 0;
};
std::vector<Span> spline(std::span<const Node> nodes);

/// Stations along a spline, so near to each other that the curve is straight between two of them as far as ink shows:
/// at most 2 px apart, and turned by at most 10° unless they are nearer than 0.2 px. Where the pen turns on the spot
/// two stations have the same place and different headings.
std::vector<Station> stations_along(std::span<const Span> spans);

}  // namespace baton::signature
