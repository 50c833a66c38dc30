#pragma once

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace baton::scan {

/// What morphology looks at around a pixel: a square, `side` pixels wide.
inline cv::Mat square(int side) {
    return cv::getStructuringElement(cv::MORPH_RECT, {side, side});
}

}  // namespace baton::scan
