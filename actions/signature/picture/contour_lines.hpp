#pragma once

#include "actions/signature/drawing.hpp"

#include <baton/media/image.hpp>

#include <cstddef>
#include <vector>

namespace baton::signature {

/// A closed line, in pixels of the picture (the middle of the first one is at 0.5, 0.5). The last point joins the
/// first.
struct Loop {
    std::vector<Point> points;
    double area = 0;  ///< above 0 around ink, below 0 around a hole in it
};

/// The lines along which alpha is one half, by marching squares with linear interpolation: around ink clockwise as seen
/// on a screen, around holes the other way. Loops of less area than `least_area` (square pixels) are dropped; if there
/// are more than `most_points` points, the smallest loops too.
std::vector<Loop> contour_lines(const media::Image& rgba, double least_area, std::size_t most_points);

}  // namespace baton::signature
