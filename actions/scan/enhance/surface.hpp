#pragma once

#include "actions/scan/enhance/moments.hpp"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace baton::scan {

/// A coarse surface (a value per block) at every pixel of a picture of `size`, interpolated; the type stays.
inline cv::Mat at_full_size(const cv::Mat& coarse, cv::Size size) {
    cv::Mat full;
    cv::resize(coarse, full, {coarse.cols * block, coarse.rows * block}, 0, 0, cv::INTER_LINEAR);
    return full(cv::Rect{{}, size});
}

}  // namespace baton::scan
