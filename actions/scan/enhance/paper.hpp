#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// How bright bare paper is, everywhere on a page: shadows and falling light are in it, ink and pictures are not.
struct Paper {
    cv::Mat1f level;    ///< 0…255, at the size of what it was estimated from; never below a fifth of `white`
    float white = 255;  ///< the level where the page is best lit
    cv::Mat1b printed;  ///< 255 where dark or patterned areas hide the paper and `level` was continued from around
};

/// Estimates the paper of a page from its brightness at about 25…100 dpi. `colours`, RGB at the same size, helps to
/// tell paper from coloured areas; empty for a grey page.
// decision 0073
Paper paper_of(const cv::Mat1f& coarse, double dpi, const cv::Mat3b& colours = {});

}  // namespace baton::scan
