#pragma once

#include <opencv2/core.hpp>

#include <vector>

namespace baton::scan {

/// The separate pieces of ink on a page that can be letters: not rules, frames, pictures and specks.
struct Letters {
    cv::Mat1i pieces;              ///< at each pixel the piece of ink it belongs to, 0: paper
    std::vector<int> letter;       ///< by piece: which letter it is, -1: none
    std::vector<cv::Rect> boxes;   ///< by letter, px
    std::vector<int> piece;        ///< by letter
    std::vector<cv::Rect> specks;  ///< boxes of what is too small for a letter: dots, points, commas, dirt
    double size = 0;               ///< the middling one of the smaller sides of the boxes, px
};

/// Letters of dark ink on a straightened page, grey. Touching letters are one.
Letters letters_of(const cv::Mat1b& page);

/// The same letters on the page turned clockwise by 90 degrees.
Letters turned(const Letters& letters);

}  // namespace baton::scan
