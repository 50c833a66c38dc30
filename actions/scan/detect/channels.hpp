#pragma once

#include <opencv2/core.hpp>

namespace baton::scan::detection {

/// A reduced picture as edges are looked for in it: logarithms, so that a step of brightness is as high in a shadow as
/// outside of it and colours do not change there, in units of the picture's own noise.
struct Channels {
    double scale = 1;    ///< reduced pixels per pixel of the picture
    cv::Mat3f values;    ///< brightness, red-green, yellow-blue
    cv::Mat2f gradient;  ///< per pixel, of the channel where it is steepest
    cv::Mat1f strength;  ///< length of the gradient relative to its surroundings, 0..`max_strength`

    static constexpr float max_strength = 3;
    cv::Size size() const { return values.size(); }
};

/// `picture`: 8 bit grey or RGB, upright, not empty. The longer side is reduced to `long_side`, never enlarged.
Channels make_channels(const cv::Mat& picture, int long_side);

}  // namespace baton::scan::detection
