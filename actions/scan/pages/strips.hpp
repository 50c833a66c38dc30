#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace baton::scan {

/// Cuts a page across into strips, from top to bottom and without gaps: each at most `most` rows high and at least half
/// of that, the last of several at least an eighth. The cuts lie in the middle of the widest gaps between lines; where
/// there is none, where the least is cut through. `page`: 8 bits, grey or RGB.
// decision 0072
std::vector<cv::Range> strips_of(const cv::Mat& page, int most);

/// How high a strip of a page of this width is that fills a sheet of A4, px.
int sheet_rows(int width);

}  // namespace baton::scan
