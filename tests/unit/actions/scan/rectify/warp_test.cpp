#include "actions/scan/rectify/warp.hpp"

#include "actions/scan/rectify/corners.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

namespace baton::scan {
namespace {

TEST_CASE("a whole picture comes out as it is") {
    cv::Mat1b picture(90, 60);
    cv::randu(picture, 0, 255);
    const Frame frame = frame_of(whole({60, 90}), {1.5, 0}, {.floor_dpi = 0});
    REQUIRE(frame.size == picture.size());
    CHECK(cv::norm(warp(picture, frame, Sampling::linear), picture, cv::NORM_INF) <= 1);
}

TEST_CASE("what lies outside the picture repeats its edge") {
    const cv::Mat1b picture(90, 60, std::uint8_t{200});
    const Quad beyond{{{{-8, -9}, {66, -4}, {68, 97}, {-5, 95}}}};
    const cv::Mat straight = warp(picture, frame_of(beyond, {1.4, 0}, {.floor_dpi = 0}), Sampling::cubic);
    CHECK(cv::countNonZero(straight == 200) == static_cast<int>(straight.total()));
}

TEST_CASE("fine patterns fade when the source is much larger") {
    cv::Mat1b stripes(800, 800, std::uint8_t{0});
    for (int x = 0; x < stripes.cols; x += 2) stripes.col(x).setTo(255);
    const cv::Mat small =
        warp(stripes, frame_of(whole({800, 800}), {1, 0}, {.floor_dpi = 0, .longest_side = 200}), Sampling::linear);
    double least = 0;
    double most = 0;
    cv::minMaxLoc(small(cv::Rect{4, 4, 192, 192}), &least, &most);
    CHECK(least > 100);
    CHECK(most < 155);
}

// OpenCV itself goes no further than 32,767 pixels.
TEST_CASE("a picture of any length is straightened") {
    for (const bool lying : {false, true}) {
        CAPTURE(lying);
        cv::Mat1b source(50'000, 40);
        cv::randu(source, 0, 256);
        if (lying) cv::transpose(source, source);
        const Quad whole{{{{-0.5, -0.5},
                           {source.cols - 0.5, -0.5},
                           {source.cols - 0.5, source.rows - 0.5},
                           {-0.5, source.rows - 0.5}}}};
        const Sheet sheet{static_cast<double>(source.rows) / source.cols, 0};
        const Frame frame = frame_of(whole, sheet, {.floor_dpi = 0, .most_dpi = 1e6, .longest_side = 1'000'000});
        const cv::Mat straight = warp(source, frame, Sampling::cubic);
        REQUIRE(straight.size() == source.size());
        CHECK(cv::norm(straight, source, cv::NORM_INF) <= 1);
    }
}

}  // namespace
}  // namespace baton::scan
