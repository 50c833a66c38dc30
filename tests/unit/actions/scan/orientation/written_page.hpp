#pragma once

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace baton::scan::testing {

/// English with everything that Latin text has: lines of different length.
const std::vector<std::string>& english();

/// Words without ascenders, as letters of Cyrillic and other scripts are: upright, they reach below the line only.
const std::vector<std::string>& descending();

enum class Aligned { left, middle };

/// An upright A4 page of these lines, again and again, at 150 dpi (1240 × 1754), grey.
cv::Mat1b written_page(const std::vector<std::string>& lines, Aligned aligned = Aligned::left);

/// The page turned clockwise by 0, 90, 180 or 270 degrees.
cv::Mat1b turned_by(const cv::Mat1b& page, int degrees);

}  // namespace baton::scan::testing
