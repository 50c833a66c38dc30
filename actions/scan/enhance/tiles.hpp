#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// A page in squares of about 5 mm: how bright the brightest of each is, and where that is bare paper.
struct Tiles {
    int side = 16;      ///< of a tile, px
    cv::Mat1f level;    ///< 0…255
    cv::Mat1b paper;    ///< 255 for paper, 0 where print covers it: pictures, fills, large black areas
    float white = 255;  ///< the level where the page is best lit
};

/// `coarse`: brightness of the page at `dpi`; `colours`: the same in RGB, or empty.
Tiles tiles_of(const cv::Mat1b& coarse, const cv::Mat3b& colours, double dpi);

/// Continues `level` into the tiles without paper from those around, and marks them as paper.
void fill(Tiles& tiles);

}  // namespace baton::scan
