#pragma once

#include "actions/scan/detect/channels.hpp"

#include <opencv2/core.hpp>

namespace baton::scan::detection {

/// What the picture shows along one side of a quad, in the channels' noise units.
struct Side {
    cv::Vec3f step;        ///< usual difference inside - outside
    cv::Vec3f within;      ///< usual values just inside
    float contrast = 0;    ///< usual height of the step along its own direction
    float coverage = 0;    ///< share of the side, 0..1, along which the step is found near the side
    float steadiness = 0;  ///< 0..1: how alike the steps are along the side
    float roughness = 0;   ///< how much the values just inside differ along the side
};

/// Measures the side between two corners of a clockwise quad (inside to the right of from → to, y down).
Side measure_side(const Channels& channels, cv::Point2d from, cv::Point2d to);

/// Share 0..1 of the stretch from `corner` onwards in direction `along` where a step like `side`'s goes on. `along` and
/// `inward`, across the side to the inside, are unit vectors.
float continuation(const Channels& channels, const Side& side, cv::Point2d corner, cv::Point2d along,
                   cv::Point2d inward, double length);

/// Share 0..1 of the same stretch along which an edge of any colours runs, if it is not much lower than the side's.
float edge_share(const Channels& channels, const Side& side, cv::Point2d corner, cv::Point2d along, double length);

}  // namespace baton::scan::detection
