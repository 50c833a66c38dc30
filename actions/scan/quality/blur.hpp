#pragma once

#include <opencv2/core.hpp>

#include <optional>

namespace baton::scan {

/// How blurred the ink of a page is.
struct Blur {
    double width = 0;  ///< of edges between 10 % and 90 % of their height, px: the median over inked tiles
    cv::Rect worst;    ///< the tile whose edges are widest
    double worst_width = 0;
};

/// Measures edges on inked tiles of the straight page in `page` (8 bits, grey, at the original's resolution). Nothing
/// if there is too little ink to say. The sharpest edges of each tile count: soft ones may be soft on paper.
// decision 0074
std::optional<Blur> blur_of(const cv::Mat1b& page);

}  // namespace baton::scan
