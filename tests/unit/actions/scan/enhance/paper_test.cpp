#include "actions/scan/enhance/paper.hpp"

#include "../pages/drawn_page.hpp"
#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/enhance/rims.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace baton::scan {
namespace {

TEST_CASE("moments are exact, also in blocks that are cut off") {
    cv::Mat1b picture(9, 10);
    cv::randu(picture, 0, 255);
    const Moments moments = moments_of(picture);
    REQUIRE(moments.mean.size() == cv::Size{3, 3});
    CHECK(moments.mean(0, 1) == doctest::Approx(cv::mean(picture(cv::Rect{4, 0, 4, 4}))[0]));
    CHECK(moments.mean(2, 2) == doctest::Approx(cv::mean(picture(cv::Rect{8, 8, 2, 1}))[0]));
    cv::Mat1f squared;
    picture.convertTo(squared, CV_32F);
    squared = squared.mul(squared);
    CHECK(moments.square(2, 0) == doctest::Approx(cv::mean(squared(cv::Rect{0, 8, 4, 1}))[0]));
}

TEST_CASE("the paper is found under print, falling light and shadow") {
    const cv::Mat page = testing::in_bad_light(testing::drawn_page());
    const cv::Mat bare = testing::in_bad_light(cv::Mat(1754, 1240, CV_8UC3, cv::Scalar::all(235)));
    const Paper paper = paper_of(moments_of(page).mean, 150.0 / block);
    const cv::Mat1f truth = moments_of(bare).mean;
    cv::Mat1f off = cv::abs(paper.level - truth) / truth;
    CHECK(cv::mean(off)[0] < 0.05);
    CHECK(testing::share_above(off * 100, 15) < 0.05);
}

TEST_CASE("a picture on the page is not taken for paper") {
    cv::Mat page = testing::drawn_page();
    const cv::Rect spot{300, 900, 640, 500};
    cv::Mat noise(42, 54, CV_8UC3);
    cv::randu(noise, cv::Scalar::all(20), cv::Scalar::all(180));
    cv::resize(noise, page(spot), spot.size(), 0, 0, cv::INTER_LINEAR);
    const Paper paper = paper_of(moments_of(page).mean, 150.0 / block);
    const cv::Rect inside{spot.x / block + 30, spot.y / block + 30, spot.width / block - 60, spot.height / block - 60};
    CHECK(cv::mean(paper.level(inside))[0] > 215);
    CHECK(cv::mean(paper.printed(inside))[0] > 230);
}

TEST_CASE("a strip of desk at the edge is a rim, what reaches into the page is not") {
    cv::Mat page(1754, 1240, CV_8UC1, cv::Scalar{230});
    page(cv::Rect{0, 0, 10, 1500}).setTo(60);
    page(cv::Rect{600, 0, 300, 200}).setTo(60);
    const Moments moments = moments_of(page);
    const cv::Mat1b rims = rims_of(moments.mean, paper_of(moments.mean, 150.0 / block));
    CHECK(rims(100, 1) == 255);
    CHECK(rims(10, 180) == 0);
    CHECK(rims(200, 150) == 0);
}

}  // namespace
}  // namespace baton::scan
