#include "actions/scan/enhance/bw.hpp"

#include "../pages/drawn_page.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace baton::scan {
namespace {

cv::Mat1b grey_page() {
    cv::Mat grey;
    cv::cvtColor(testing::in_bad_light(testing::drawn_page()), grey, cv::COLOR_RGB2GRAY);
    return grey;
}

cv::Mat1b bw_of(const cv::Mat1b& grey) {
    const Moments moments = moments_of(grey);
    return to_bw(grey, moments, paper_of(moments.mean, 150.0 / block), 150);
}

TEST_CASE("print is black, paper white, whatever the light") {
    const cv::Mat1b bw = bw_of(grey_page());
    cv::Mat truth;
    cv::cvtColor(testing::drawn_page(), truth, cv::COLOR_RGB2GRAY);
    const cv::Mat1b wrong = (bw != 0) ^ (truth > 130);
    CHECK(cv::countNonZero(wrong) < 0.01 * static_cast<double>(bw.total()));
    CHECK(cv::countNonZero((bw == 0) | (bw == 255)) == static_cast<int>(bw.total()));
}

TEST_CASE("a pale hairline stays whole, a speck goes, a large black area stays filled") {
    cv::Mat1b page(1754, 1240, std::uint8_t{230});
    cv::line(page, {200, 300}, {1000, 300}, 172, 1);
    page(300 + 200, 500) = 90;
    cv::rectangle(page, {300, 900}, {700, 1200}, 20, cv::FILLED);
    const cv::Mat1b bw = bw_of(page);
    CHECK(cv::countNonZero(bw(cv::Rect{210, 300, 780, 1}) == 0) == 780);
    CHECK(bw(500, 500) == 255);
    CHECK(cv::countNonZero(bw(cv::Rect{310, 910, 380, 280})) == 0);
}

TEST_CASE("noise of the sensor leaves no specks") {
    cv::Mat1b page = grey_page();
    cv::Mat1s noise(page.size());
    cv::theRNG().state = 7;
    cv::randn(noise, 0, 5);
    cv::Mat1s noisy;
    page.convertTo(noisy, CV_16S);
    cv::Mat1b shot;
    cv::Mat1s(noisy + noise).convertTo(shot, CV_8U);
    const cv::Rect margin{0, 1600, 1240, 154};
    CHECK(testing::share_above(bw_of(shot)(margin), 128) == 1);
}

}  // namespace
}  // namespace baton::scan
