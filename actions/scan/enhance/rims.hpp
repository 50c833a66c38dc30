#pragma once

#include "actions/scan/enhance/paper.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// What of the desk shows along the edges of a straightened page, because the page is not quite flat, its corners are
/// round or were not quite met: darker than paper, along an edge for longer than any word is, and never deeper than a
/// few millimetres; or nowhere deeper than a sliver. Print that the crop cuts stays. 255 there, at the size of
/// `coarse`, the page's brightness. `outside`: 255 where a picture that was turned shows what lies beyond the sheet's
/// straight edges.
cv::Mat1b rims_of(const cv::Mat1f& coarse, const Paper& paper, const cv::Mat1b& outside);

}  // namespace baton::scan
