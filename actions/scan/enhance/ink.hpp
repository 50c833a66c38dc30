#pragma once

#include "actions/scan/enhance/paper.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// How dark strokes are at their darkest, typically, as a share of the paper's brightness: a lens and large pixels
/// leave small print much paler than a headline in the same ink, in one corner more than in the other. Every stroke
/// counts once. At the size of `paper.level`; 0 in printed areas and on a page without strokes. `picture`: 8 bits, grey
/// or RGB; only what is darker than the share `faintest` of its paper is a stroke.
cv::Mat1f ink_of(const cv::Mat& picture, const Paper& paper, double faintest);

}  // namespace baton::scan
