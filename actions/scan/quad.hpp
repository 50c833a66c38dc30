#pragma once

#include <opencv2/core.hpp>

#include <array>

namespace baton::scan {

/// The corners of a page in a picture: top left, top right, bottom right, bottom left as the page will be shown.
/// Pixels of the upright picture, pixel centres at integers.
struct Quad {
    std::array<cv::Point2d, 4> corners;
};

}  // namespace baton::scan
