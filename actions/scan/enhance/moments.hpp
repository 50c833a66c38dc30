#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// Pixels that one block covers, each way.
inline constexpr int block = 4;

/// What every statistic of a page is taken from: one pass over all pixels, a sixteenth of them afterwards.
struct Moments {
    cv::Mat1f mean;    ///< of each block's brightness, 0…255
    cv::Mat1f square;  ///< mean of the squared brightness
};

/// Brightness moments of a grey or RGB picture (8 bits); blocks at the right and bottom edge may be smaller.
Moments moments_of(const cv::Mat& picture);

/// Standard deviation within blocks that most of the page does not exceed: the noise of paper, 0…255.
double noise_of(const Moments& moments);

}  // namespace baton::scan
