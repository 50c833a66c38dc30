#include "actions/scan/rectify/aspect.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace baton::scan {
namespace {

const cv::Size size{3000, 4000};
constexpr double focal = 3100;

/// Where a camera in front of the sheet's middle sees its corners once it is tilted about x and then y.
Quad seen(double width, double height, double about_x, double about_y) {
    const std::array<cv::Point2d, 4> sheet = {
        {{-width / 2, -height / 2}, {width / 2, -height / 2}, {width / 2, height / 2}, {-width / 2, height / 2}}};
    Quad quad;
    for (std::size_t i = 0; i < 4; ++i) {
        const double y = sheet[i].y * std::cos(about_x);
        const double depth = sheet[i].y * std::sin(about_x);
        const double x = sheet[i].x * std::cos(about_y) + depth * std::sin(about_y);
        const double away = 1.5 * height + depth * std::cos(about_y) - sheet[i].x * std::sin(about_y);
        quad.corners[i] = {1499.5 + focal * x / away, 1999.5 + focal * y / away};
    }
    return quad;
}

TEST_CASE("the ratio is recovered from a slanted view without knowing the lens") {
    for (const double ratio : {std::numbers::sqrt2, 1.29412, 0.63, 2.5}) {
        CAPTURE(ratio);
        const Aspect aspect = estimate_aspect(seen(200, 200 * ratio, 0.5, 0.4), size);
        CHECK(aspect.ratio == doctest::Approx(ratio).epsilon(0.01));
    }
}

TEST_CASE("with one pair of sides parallel the focal length decides") {
    const Quad quad = seen(210, 297, 0.6, 0);
    CHECK(estimate_aspect(quad, size, focal).ratio == doctest::Approx(std::numbers::sqrt2).epsilon(0.002));
    // Without it the estimate says how little it knows.
    CHECK(estimate_aspect(quad, size).deviation > 3 * estimate_aspect(quad, size, focal).deviation);
}

TEST_CASE("seen from the front it is the ratio of the sides") {
    CHECK(estimate_aspect(seen(100, 137, 0, 0), size).ratio == doctest::Approx(1.37).epsilon(1e-6));
}

TEST_CASE("degenerate quads give a finite ratio") {
    CHECK(estimate_aspect({}, size).ratio == 1);
    const Quad flat{{cv::Point2d(0, 0), {100, 0}, {200, 0}, {300, 0}}};
    CHECK(std::isfinite(estimate_aspect(flat, size).ratio));
    CHECK(std::isfinite(estimate_aspect(seen(100, 100, 0, 0), {}).ratio));
}

TEST_CASE("usual sizes are taken within 3 %, others are not") {
    CHECK(snap_aspect({1.40, 0.01}) == doctest::Approx(std::numbers::sqrt2));
    CHECK(snap_aspect({0.78, 0.01}) == doctest::Approx(8.5 / 11));
    CHECK(snap_aspect({0.64, 0.01}) == doctest::Approx(53.98 / 85.60));
    CHECK(snap_aspect({1.66, 0.01}) == doctest::Approx(14 / 8.5));
    CHECK(snap_aspect({1.35, 0.1}) == 1.35);
    CHECK(snap_aspect({2.5, 0.1}) == 2.5);
    // So sure a ratio is not bent to a size 2 % away.
    CHECK(snap_aspect({1.442, 0.001}) == 1.442);
}

}  // namespace
}  // namespace baton::scan
