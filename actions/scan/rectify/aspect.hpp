#pragma once

#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

#include <optional>

namespace baton::scan {

/// Height / width of a sheet and how far the estimate can be trusted.
struct Aspect {
    double ratio = 1;
    double deviation = 0;  ///< standard deviation of log(ratio), from the uncertainty of corners and focal length
};

/// Recovers the aspect ratio of a flat rectangular sheet from its corners (Zhang & He, "Whiteboard scanning and image
/// enhancement", MSR-TR-2003-39), with the camera's axis in the middle of the picture and square pixels.
/// `focal`: focal length in pixels, from EXIF; without it a phone's usual angle of view stands in where the corners say
/// little (nearly frontal or one pair of sides parallel). A degenerate or unbounded quad gives the ratio of its sides.
Aspect estimate_aspect(const Quad& quad, cv::Size picture, std::optional<double> focal = std::nullopt);

/// The nearest usual ratio (A series, Letter, Legal, ID-1, upright or turned) if it lies within 3 % and within what the
/// estimate's deviation explains; else the estimate.
double snap_aspect(const Aspect& aspect);

}  // namespace baton::scan
