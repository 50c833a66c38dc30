#pragma once

#include "actions/signature/svg/path.hpp"

#include <vector>

namespace baton::signature::svg {

/// A corner of a flattened path.
struct Vertex {
    Point at;
    bool smooth = false;  ///< lies within a curve, so that it is no corner to be seen
};

/// How finely a curve is divided: lines stay within `tolerance` of it, also at a distance of `radius` from it.
struct Flatness {
    double tolerance = 0;
    double radius = 0;
};

/// The corners of `subpath` as lines; neighbours are never the same point. Of a closed one the last joins the first.
/// Each takes one of the budget.
std::vector<Vertex> flattened(const Subpath& subpath, const Flatness& flatness, Budget& budget);

}  // namespace baton::signature::svg
