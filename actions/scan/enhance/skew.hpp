#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// By how many degrees the lines of a page lie askew, clockwise positive, −3…3: where the rows of ink and gaps stand
/// out most when the page is summed up along that direction. 0 without lines, and where no direction stands out.
/// `coarse`: the straightened page, grey, at about 50…100 dpi.
double skew_of(const cv::Mat1b& coarse, double dpi);

}  // namespace baton::scan
