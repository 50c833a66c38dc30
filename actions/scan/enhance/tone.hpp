#pragma once

#include "actions/scan/enhance/paper.hpp"
#include "actions/scan/enhance/tint.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// Which shares of the paper's brightness become black and white.
struct Levels {
    double black = 0.1;
    double white = 0.9;
};

/// Levels for a page: white lies below the paper's noise, black where its ink is.
/// `coarse` is what `paper` was estimated from; `noise` a standard deviation in its values.
Levels levels_of(const cv::Mat1f& coarse, const Paper& paper, double noise);

/// Divides a straight page (8 bits, grey or RGB) by its paper and spreads what is between the levels, in place: the
/// paper becomes white, or what colour it has of its own, and ink dark. All channels of a pixel get the same gain, so
/// that colours keep their hue.
void lighten(cv::Mat& picture, const Paper& paper, const Levels& levels, const Tint& tint = {});

}  // namespace baton::scan
