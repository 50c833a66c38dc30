#pragma once

#include "actions/signature/cubic.hpp"

#include <span>
#include <vector>

namespace baton::signature {

/// A point of a smooth line and the unit vector in which the line goes on.
struct Directed {
    Point at;
    Point heading;
};

/// Cubic curves through the first and the last point that follow the others within `tolerance`, tangents and all, so
/// that neighbours join smoothly. At least two points. Least squares after Schneider, "An Algorithm for Automatically
/// Fitting Digitized Curves" (Graphics Gems, 1990); as many points to a curve as fit, found by doubling and halving.
std::vector<Cubic> fit(std::span<const Directed> line, double tolerance);

}  // namespace baton::signature
