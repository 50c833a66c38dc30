#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace baton::scan {

struct Orientation {
    int rotation = 0;       ///< 0, 90, 180, 270: by how much the page must be turned clockwise so that its text is upright
    double confidence = 0;  ///< 0…1
};
std::optional<Orientation> orientation_of(const cv::Mat1b& page);

}  // namespace baton::scan
