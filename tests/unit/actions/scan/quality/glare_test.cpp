#include "actions/scan/quality/glare.hpp"

#include <doctest/doctest.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <cstdint>

namespace baton::scan {
namespace {

/// Above, paper of this brightness, printed so densely that only two of five pixels show it; below, a dark picture. A
/// page of which more than a third is white would not be looked at.
cv::Mat1b dense_print(int paper) {
    cv::Mat1b page(800, 566, static_cast<std::uint8_t>(paper));
    for (int x = 0; x < page.cols; x += 5) page(cv::Rect{x, 0, std::min(3, page.cols - x), page.rows}) = 40;
    page(cv::Rect{0, 500, page.cols, 300}) = 90;
    return page;
}

const cv::Rect spot{200, 300, 60, 45};

TEST_CASE("a gap in dense print on paper that is white is no glare") {
    cv::Mat1b page = dense_print(255);
    page(spot) = 255;
    CHECK(glare_of(page).share == 0);
}

TEST_CASE("a white spot in dense print on paper that is not as white is glare") {
    cv::Mat1b page = dense_print(225);
    page(spot) = 255;
    const Glare glare = glare_of(page);
    CHECK(glare.share > 0.005);
    CHECK(glare.largest.contains(cv::Point{230, 322}));
}

}  // namespace
}  // namespace baton::scan
