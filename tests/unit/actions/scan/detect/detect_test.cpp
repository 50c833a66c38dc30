#include "actions/scan/detect/detect.hpp"

#include "rendering.hpp"

#include <doctest/doctest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace baton::scan {
namespace {

using testing::draw_print;
using testing::draw_sheet;
using testing::farthest_corner;
using testing::ground;
using testing::turned_rectangle;

const cv::Size size{900, 1200};
const cv::Scalar dark{70, 60, 50};
const cv::Scalar white{240, 240, 236};

cv::Mat sheet_on(cv::Scalar desk, const Quad& quad, cv::Scalar paper) {
    cv::Mat picture = ground(size, desk);
    draw_sheet(picture, quad, paper);
    draw_print(picture, quad);
    return picture;
}

TEST_CASE("a page on a dark desk is found at any angle, to part of a pixel") {
    for (const double degrees : {0.0, 7.0, -20.0, 45.0, 80.0}) {
        CAPTURE(degrees);
        const Quad truth = turned_rectangle({440, 610}, 480, 679, degrees);
        const auto found = detect(sheet_on(dark, truth, white));
        REQUIRE(found);
        CHECK(farthest_corner(found->quad, truth) < 1);
        CHECK(found->confidence > 0.7);
        const double turned = degrees > 45 ? 1 / found->aspect : found->aspect;
        CHECK(std::min(std::abs(turned / std::sqrt(2) - 1), std::abs(turned * std::sqrt(2) - 1)) < 0.01);
    }
}

TEST_CASE("a page seen aslant is found, and how high it is for its width") {
    // A sheet of 210 by 297 mm tilted away from a camera whose focal length is 1,000 pixels.
    Quad truth;
    const double tilt = 0.6;
    const std::array<cv::Point2d, 4> sheet = {{{-105, -148.5}, {105, -148.5}, {105, 148.5}, {-105, 148.5}}};
    for (std::size_t i = 0; i < 4; ++i) {
        const double away = 420 - sheet[i].y * std::sin(tilt);
        truth.corners[i] = {449.5 + 1000 * sheet[i].x / away, 599.5 + 1000 * sheet[i].y * std::cos(tilt) / away};
    }
    const auto found = detect(sheet_on(dark, truth, white), {.focal = 1000});
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 1.5);
    CHECK(found->aspect == doctest::Approx(std::sqrt(2)).epsilon(0.01));
}

TEST_CASE("white paper on a white desk is found by a faint edge") {
    const Quad truth = turned_rectangle({450, 600}, 500, 707, 6);
    const auto found = detect(sheet_on({228, 228, 226}, truth, {238, 238, 234}));
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 4);
}

TEST_CASE("dark paper on a light desk is a page too") {
    const Quad truth = turned_rectangle({450, 600}, 500, 707, -4);
    cv::Mat picture = ground(size, white);
    draw_sheet(picture, truth, {60, 30, 90});
    const auto found = detect(picture);
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 1);
}

TEST_CASE("a frame printed on the page is not the page") {
    const Quad truth = turned_rectangle({450, 600}, 560, 792, 3);
    cv::Mat picture = sheet_on(dark, truth, white);
    const Quad frame = turned_rectangle({450, 600}, 460, 680, 3);
    for (std::size_t i = 0; i < 4; ++i) {
        cv::line(picture, frame.corners[i], frame.corners[(i + 1) % 4], {20, 20, 20}, 3, cv::LINE_AA);
    }
    const auto found = detect(picture);
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 1);
}

TEST_CASE("the edge of a shadow across the page does not cut it") {
    const Quad truth = turned_rectangle({450, 600}, 500, 707, 5);
    cv::Mat picture = sheet_on(dark, truth, white);
    picture(cv::Rect(0, 0, size.width, 560)) *= 0.6;
    const auto found = detect(picture);
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 2);
}

TEST_CASE("a corner that is hidden is where the sides meet") {
    const Quad truth = turned_rectangle({450, 600}, 500, 707, 10);
    cv::Mat picture = sheet_on(dark, truth, white);
    cv::circle(picture, truth.corners[2], 70, {150, 110, 90}, cv::FILLED, cv::LINE_AA);
    const auto found = detect(picture);
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 3);
}

TEST_CASE("a grey picture does as well") {
    const Quad truth = turned_rectangle({450, 600}, 500, 707, 8);
    cv::Mat grey;
    cv::cvtColor(sheet_on(dark, truth, white), grey, cv::COLOR_RGB2GRAY);
    const auto found = detect(grey);
    REQUIRE(found);
    CHECK(farthest_corner(found->quad, truth) < 1);
}

TEST_CASE("the corners begin at the top left and go round clockwise") {
    const auto found = detect(sheet_on(dark, turned_rectangle({450, 600}, 500, 707, 12), white));
    REQUIRE(found);
    const auto& c = found->quad.corners;
    CHECK(c[0].x < c[1].x);
    CHECK(c[0].y < c[3].y);
    CHECK(c[2].x > c[3].x);
    CHECK(c[2].y > c[1].y);
}

TEST_CASE("a larger picture of the same gives the same page") {
    const Quad truth = turned_rectangle({450, 600}, 500, 707, 8);
    const cv::Mat picture = sheet_on(dark, truth, white);
    cv::Mat twice;
    cv::resize(picture, twice, {}, 2, 2, cv::INTER_LINEAR);
    const auto found = detect(twice);
    REQUIRE(found);
    Quad halved = found->quad;
    for (cv::Point2d& corner : halved.corners) corner = (corner + cv::Point2d(0.5, 0.5)) * 0.5 - cv::Point2d(0.5, 0.5);
    CHECK(farthest_corner(halved, truth) < 1);
}

TEST_CASE("a picture without a page has none") {
    SUBCASE("nothing but noise") {
        CHECK_FALSE(detect(ground(size, white)));
    }
    SUBCASE("one colour") {
        CHECK_FALSE(detect(cv::Mat(size, CV_8UC3, cv::Scalar(128, 128, 128))));
    }
    SUBCASE("the edge of a desk") {
        cv::Mat picture = ground(size, dark);
        draw_sheet(picture, {{cv::Point2d(-10, 500), {910, 460}, {910, 1210}, {-10, 1210}}}, white);
        CHECK_FALSE(detect(picture));
    }
    SUBCASE("boards") {
        cv::Mat picture = ground(size, {150, 100, 60});
        for (int x = 80; x < size.width; x += 170) {
            cv::line(picture, {x, 0}, {x + 30, size.height}, {90, 55, 30}, 4, cv::LINE_AA);
        }
        CHECK_FALSE(detect(picture));
    }
    SUBCASE("a small square") {
        cv::Mat picture = ground(size, dark);
        draw_sheet(picture, turned_rectangle({450, 600}, 90, 90, 0), white);
        CHECK_FALSE(detect(picture));
    }
}

TEST_CASE("odd pictures are refused quietly") {
    for (const cv::Size odd : {cv::Size{1, 1}, {1, 4000}, {4000, 1}, {31, 400}, {33, 3000}, {5000, 40}, {64, 64}}) {
        CAPTURE(odd.width);
        CAPTURE(odd.height);
        for (const int type : {CV_8UC1, CV_8UC3}) {
            cv::Mat picture(odd, type);
            cv::RNG random(3);
            random.fill(picture, cv::RNG::UNIFORM, 0, 256);
            const auto found = detect(picture, {.least_confidence = 0});
            CHECK((!found || std::isfinite(found->aspect)));
            CHECK_FALSE(detect(picture));
        }
    }
    CHECK_FALSE(detect(cv::Mat()));
}

}  // namespace
}  // namespace baton::scan
