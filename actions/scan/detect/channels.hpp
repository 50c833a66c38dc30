#pragma once

#include <opencv2/core.hpp>

namespace baton::scan::detection {

/// A reduced picture as edges are looked for in it: logarithms, so that a step of brightness is as high in a shadow as
/// outside of it and colours do not change there, in units of the picture's own noise.
struct Channels {
    cv::Mat3f values;    ///< brightness, red-green, yellow-blue
    cv::Mat2f gradient;  ///< per pixel, of the channel where it is steepest
    cv::Mat1f strength;  ///< length of the gradient relative to its surroundings, 0..`max_strength`

    static constexpr float max_strength = 3;
    cv::Size size() const { return values.size(); }
};

/// `picture` (8 bit grey or RGB, not empty) so that its longer side is `long_side`; as it is if it is smaller.
cv::Mat reduce(const cv::Mat& picture, int long_side);

/// `reduced`: from `reduce`.
Channels make_channels(const cv::Mat& reduced);

}  // namespace baton::scan::detection
