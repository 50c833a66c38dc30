#include "actions/scan/rectify/frame.hpp"

#include "actions/scan/rectify/sheet.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace baton::scan {
namespace {

// 2100 px for 210 mm: 254 dpi.
const Quad page{{{{100, 100}, {2200, 100}, {2200, 3070}, {100, 3070}}}};
const Sheet a4{297.0 / 210, 210};

cv::Point2d mapped(const cv::Matx33d& matrix, double x, double y) {
    const cv::Vec3d point = matrix * cv::Vec3d{x, y, 1};
    return {point[0] / point[2], point[1] / point[2]};
}

TEST_CASE("a page is as fine as its source, between the limits") {
    CHECK(frame_of(page, a4, {}).dpi == doctest::Approx(254));
    CHECK(frame_of(page, a4, {}).size == cv::Size{2100, 2970});
    CHECK(frame_of(page, a4, {.most_dpi = 200}).dpi == doctest::Approx(200));
    CHECK(frame_of(page, a4, {.floor_dpi = 300}).size == cv::Size{2480, 3508});
    CHECK(frame_of(page, a4, {.longest_side = 1000}).size.height == 1000);
}

TEST_CASE("an unknown sheet has a long side of 297 mm") {
    const Frame frame = frame_of(page, {297.0 / 210, 0}, {});
    CHECK(frame.dpi == doctest::Approx(254));
}

TEST_CASE("an unknown sheet is no narrower than the paper of a till") {
    CHECK(likely_width_mm(1.5) == doctest::Approx(198));
    CHECK(likely_width_mm(1 / 1.5) == doctest::Approx(297));
    CHECK(likely_width_mm(10) == doctest::Approx(80));
    CHECK(likely_width_mm(0.1) == doctest::Approx(800));
}

TEST_CASE("a frame has no more pixels than it may") {
    const Frame frame = frame_of(page, a4, {.most_pixels = 1e6});
    CHECK(frame.size.area() == doctest::Approx(1e6).epsilon(0.01));
    CHECK(frame.size.height == doctest::Approx(frame.size.width * 297 / 210.0).epsilon(0.002));
}

TEST_CASE("the frame's corners are the page's") {
    const Frame frame = frame_of(page, a4, {});
    const cv::Point2d corner = mapped(frame.to_source, frame.size.width - 0.5, frame.size.height - 0.5);
    CHECK(corner.x == doctest::Approx(2200));
    CHECK(corner.y == doctest::Approx(3070));
}

TEST_CASE("a reduced frame sees the same place") {
    const Frame frame = frame_of(page, a4, {});
    const Frame small = reduced(frame, 4, 2);
    // The middle of pixel 100 is the middle of the fine pixels 400…403, in a source of half the size.
    const cv::Point2d fine = mapped(frame.to_source, 401.5, 401.5);
    const cv::Point2d coarse = mapped(small.to_source, 100, 100);
    CHECK(coarse.x == doctest::Approx((fine.x + 0.5) / 2 - 0.5));
    CHECK(coarse.y == doctest::Approx((fine.y + 0.5) / 2 - 0.5));
    CHECK(small.dpi == doctest::Approx(frame.dpi / 4));
}

TEST_CASE("a frame that was turned follows lines that run down to the right") {
    const Frame frame = turned(frame_of(page, a4, {}), 2);
    const double y = (frame.size.height - 1) / 2.0;
    const cv::Point2d left = mapped(frame.to_source, 100, y);
    const cv::Point2d right = mapped(frame.to_source, 1100, y);
    CHECK((right.y - left.y) / (right.x - left.x) == doctest::Approx(std::tan(2 * std::numbers::pi / 180)));
}

TEST_CASE("sheets are known by their snapped ratio") {
    CHECK(sheet_of(std::numbers::sqrt2).width_mm == 210);
    CHECK(sheet_of(1 / std::numbers::sqrt2).width_mm == 297);
    CHECK(sheet_of(11 / 8.5).width_mm == doctest::Approx(215.9));
    CHECK(sheet_of(53.98 / 85.60).width_mm == doctest::Approx(85.6));
    CHECK(sheet_of(1.35).width_mm == 0);
    CHECK(sheet_of(1.35).aspect == 1.35);
}

TEST_CASE("long is what is longer than Legal, either way, and no sheet that is known") {
    CHECK_FALSE(is_long(sheet_of(14 / 8.5)));
    CHECK_FALSE(is_long({.aspect = 1.65}));
    CHECK(is_long({.aspect = 1.7}));
    CHECK(is_long({.aspect = 1 / 1.7}));
    CHECK_FALSE(is_long({.aspect = 1.7, .width_mm = 100}));
}

}  // namespace
}  // namespace baton::scan
