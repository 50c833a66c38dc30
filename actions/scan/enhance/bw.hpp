#pragma once

#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/enhance/paper.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// Black (0) and white (255) from a straight grey page: Sauvola's threshold (Sauvola & Pietikäinen, "Adaptive document
/// image binarization", 2000) over paper of even brightness, then without specks. Thin strokes stay whole, large black
/// areas stay filled.
cv::Mat1b to_bw(const cv::Mat1b& grey, const Moments& moments, const Paper& paper, double dpi);

}  // namespace baton::scan
