#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// Spreads the brightness of a picture (8 bits, grey or RGB) gently to black and white, in place; nothing else.
void level_photo(cv::Mat& picture);

}  // namespace baton::scan
