#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace baton::scan::detection {

/// A side of a page: from -> to, and how far across (to the right, the inside of a clockwise quad) its edge runs from
/// that line as a parabola of the position 0..1 along it.
struct Curve {
    cv::Point2d from;
    cv::Point2d to;
    cv::Vec3d across{0, 0, 0};  ///< pixels: constant, linear and quadratic coefficient

    double offset(double position) const { return across[0] + position * (across[1] + position * across[2]); }
    cv::Point2d inward() const;
    cv::Point2d at(double position) const { return from + (to - from) * position + inward() * offset(position); }
};

/// Where an edge was seen across a side.
struct Sighting {
    double position = 0;  ///< along the side, 0..1
    double offset = 0;    ///< across it, pixels
    double weight = 0;
};

/// Fits the parabola to the sightings; those far from the others do not count. `scatter`: how far sightings of one edge
/// lie from it at least, in pixels. False, and `curve` as it was, if too few agree.
bool fit_curve(Curve& curve, const std::vector<Sighting>& sightings, double scatter);

/// Where the end of `arriving` meets the start of `leaving`; halfway between the two ends if they do not.
cv::Point2d meet(const Curve& arriving, const Curve& leaving);

}  // namespace baton::scan::detection
