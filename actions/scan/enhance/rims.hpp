#pragma once

#include "paper.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// What of the desk shows along the edges of a straightened page, because the page is not quite flat or its corners
/// were not quite met: darker than paper, at the edge, and nowhere farther from it than a few millimetres. 255 there,
/// at the size of `coarse`, the page's brightness.
cv::Mat1b rims_of(const cv::Mat1f& coarse, const Paper& paper);

}  // namespace baton::scan
