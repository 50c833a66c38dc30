#include "actions/scan/detect/curve.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace baton::scan::detection {
namespace {

const Curve side{{100, 50}, {500, 50}};

std::vector<Sighting> along(double constant, double linear, double quadratic) {
    std::vector<Sighting> sightings;
    for (int i = 0; i < 60; ++i) {
        const double t = (i + 0.5) / 60;
        sightings.push_back({t, constant + linear * t + quadratic * t * t, 1});
    }
    return sightings;
}

TEST_CASE("a curl is followed") {
    Curve curve = side;
    REQUIRE(fit_curve(curve, along(3, -10, 12), 0.5));
    CHECK(curve.offset(0) == doctest::Approx(3).epsilon(0.15));
    CHECK(curve.offset(1) == doctest::Approx(5).epsilon(0.15));
    CHECK(curve.at(0.5).y > 50);
}

TEST_CASE("a third of false sightings changes nothing") {
    std::vector<Sighting> sightings = along(2, 3, 0);
    for (std::size_t i = 40; i < 60; ++i) sightings[i].offset = -6;
    Curve curve = side;
    REQUIRE(fit_curve(curve, sightings, 0.5));
    CHECK(curve.offset(0.1) == doctest::Approx(2.3).epsilon(0.05));
    CHECK(curve.offset(0.6) == doctest::Approx(3.8).epsilon(0.05));
}

TEST_CASE("too few sightings leave the side as it is") {
    Curve curve = side;
    CHECK_FALSE(fit_curve(curve, {{0.1, 5, 1}, {0.9, 5, 1}}, 0.5));
    CHECK(curve.offset(0.5) == 0);
}

TEST_CASE("sides meet where their curves do") {
    Curve top{{0, 0}, {100, 0}, {2, 0, 0}};
    Curve right{{100, 0}, {100, 100}, {3, 0, 0}};
    const cv::Point2d corner = meet(top, right);
    CHECK(corner.x == doctest::Approx(97));
    CHECK(corner.y == doctest::Approx(2));
}

TEST_CASE("sides that do not meet keep the corner between their ends") {
    Curve top{{0, 0}, {100, 0}};
    Curve other{{104, 2}, {204, 2}};
    const cv::Point2d corner = meet(top, other);
    CHECK(corner.x == doctest::Approx(102));
    CHECK(corner.y == doctest::Approx(1));
}

}  // namespace
}  // namespace baton::scan::detection
