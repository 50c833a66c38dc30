#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// Takes specks out of a black-and-white page, in place: connected ink (8 neighbours) that is smaller than a full stop
/// of small print, and slightly larger ink that nowhere gets darker than `threshold` − `depth`.
/// `threshold` and `depth` are per block (`moments.hpp`), in the values of `grey`.
void despeckle(cv::Mat1b& bw, const cv::Mat1b& grey, const cv::Mat1b& threshold, const cv::Mat1b& depth, double dpi);

}  // namespace baton::scan
