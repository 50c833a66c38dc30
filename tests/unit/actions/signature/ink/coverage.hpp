#pragma once

#include "actions/signature/drawing.hpp"
#include "actions/signature/ink/ink_model.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace baton::signature::testing {

/// A grid of points over the plane, for comparing shapes by brute force.
struct Grid {
    double left = 0;
    double top = 0;
    double step = 0.25;
    std::size_t columns = 0;
    std::size_t rows = 0;

    double x(std::size_t column) const { return left + static_cast<double>(column) * step; }
    double y(std::size_t row) const { return top + static_cast<double>(row) * step; }
};

/// A grid with room around all nodes.
Grid grid_around(std::span<const Node> nodes);

/// For each point of the grid how deep it lies in the union of all discs along the centre line: above 0 inside, below 0
/// outside, in px; no less than -1. Discs are set every tenth of a px at least, without any cleverness.
std::vector<float> depths(std::span<const Node> nodes, const Grid& grid);

/// For each point of the grid how often the contours wind around it clockwise, as seen on a screen.
std::vector<int> windings(std::span<const Contour> contours, const Grid& grid);

}  // namespace baton::signature::testing
