#include "actions/scan/enhance/skew.hpp"

#include "../pages/drawn_page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace baton::scan {
namespace {

cv::Mat1b turned_page(double degrees) {
    cv::Mat page;
    cv::cvtColor(testing::drawn_page(), page, cv::COLOR_RGB2GRAY);
    // OpenCV's angles are counter-clockwise.
    const cv::Mat rotation = cv::getRotationMatrix2D({620, 877}, -degrees, 1);
    cv::warpAffine(page, page, rotation, page.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::resize(page, page, {}, 0.5, 0.5, cv::INTER_AREA);
    return page;
}

TEST_CASE("lines tell how askew they are") {
    for (const double degrees : {-2.4, -0.7, 0.0, 0.3, 1.9}) {
        CHECK(std::abs(skew_of(turned_page(degrees), 75) - degrees) < 0.1);
    }
}

TEST_CASE("nothing is told of a page without lines or on its side") {
    CHECK(skew_of(cv::Mat1b(877, 620, std::uint8_t{230}), 75) == 0);
    cv::Mat1b lying;
    cv::rotate(turned_page(0), lying, cv::ROTATE_90_CLOCKWISE);
    CHECK(std::abs(skew_of(lying, 75)) < 0.1);
    cv::Mat1b dots(877, 620, std::uint8_t{230});
    cv::theRNG().state = 3;
    for (int i = 0; i < 900; ++i) dots(cv::theRNG().uniform(20, 850), cv::theRNG().uniform(20, 600)) = 20;
    CHECK(skew_of(dots, 75) == 0);
}

}  // namespace
}  // namespace baton::scan
