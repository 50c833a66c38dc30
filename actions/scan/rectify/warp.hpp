#pragma once

#include "actions/scan/rectify/frame.hpp"

#include <opencv2/core.hpp>

#include <cstdint>

namespace baton::scan {

enum class Sampling : std::uint8_t {
    linear,  ///< fast; enough for what is thresholded or measured
    cubic,   ///< keeps the sharpness of what is looked at
};

/// Takes the straight picture out of the source (8 bits, 1 or 3 channels). What lies outside repeats the source's edge.
/// A source with far more pixels than the frame is averaged first, so nothing aliases.
cv::Mat warp(const cv::Mat& source, const Frame& frame, Sampling sampling);

}  // namespace baton::scan
