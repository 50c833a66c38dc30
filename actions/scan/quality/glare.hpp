#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// Where a lamp or the sun is mirrored in a page.
struct Glare {
    double share = 0;  ///< of the page, 0…1
    cv::Rect largest;  ///< around the largest spot, px
};

/// Finds burnt-out spots on a straight grey page of about 800 px: saturated, without any texture, and clearly brighter
/// than the paper around them. A page that is white all over has none.
Glare glare_of(const cv::Mat1b& page);

}  // namespace baton::scan
