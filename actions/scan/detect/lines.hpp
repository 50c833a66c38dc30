#pragma once

#include "actions/scan/detect/channels.hpp"

#include <opencv2/core.hpp>

#include <vector>

namespace baton::scan::detection {

/// The line of the points p with normal·p = distance. The normal is a unit vector along the gradient of its edge.
struct Line {
    cv::Point2d normal;
    double distance = 0;

    double offset(cv::Point2d point) const { return normal.dot(point) - distance; }
    cv::Point2d direction() const { return {-normal.y, normal.x}; }
};

/// A point of a thinned edge.
struct EdgePoint {
    cv::Point2f at;
    cv::Point2f normal;  ///< unit vector along the gradient
    float weight = 0;
};

/// The crests of the gradient: points that are steeper than both neighbours along it, to part of a pixel.
std::vector<EdgePoint> find_edge_points(const Channels& channels);

/// The straight lines with most edge points on them, strongest first, at most `limit`: a Hough transform in which every
/// point votes only for lines at right angles to its gradient, edges of opposite polarity apart. The points of a line
/// found are taken away before the next one is looked for.
std::vector<Line> find_lines(std::vector<EdgePoint> points, cv::Size size, std::size_t limit);

}  // namespace baton::scan::detection
