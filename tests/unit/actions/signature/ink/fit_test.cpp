#include "actions/signature/ink/fit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace baton::signature {
namespace {

std::vector<Directed> arc(double radius, double angle, int points) {
    std::vector<Directed> line;
    for (int i = 0; i <= points; ++i) {
        const double at = angle * i / points;
        line.push_back({{radius * std::cos(at), radius * std::sin(at)}, {-std::sin(at), std::cos(at)}});
    }
    return line;
}

// From a point to the nearest of all curves, each taken as 500 chords.
double distance(const std::vector<Cubic>& curves, Point point) {
    double nearest = 1e9;
    for (const Cubic& curve : curves) {
        for (int i = 0; i < 500; ++i) {
            const Point from = at(curve, i / 500.0);
            const Point chord = at(curve, (i + 1) / 500.0) - from;
            const double along = std::clamp(dot(point - from, chord) / dot(chord, chord), 0.0, 1.0);
            nearest = std::min(nearest, length(point - from - along * chord));
        }
    }
    return nearest;
}

TEST_CASE("curves join, keep to the tolerance and are few") {
    for (const double radius : {3.0, 50.0, 1000.0}) {
        CAPTURE(radius);
        const auto line = arc(radius, 3, 300);
        const auto curves = fit(line, 0.05);
        CHECK(curves.size() <= 8);
        CHECK(curves.front()[0] == line.front().at);
        CHECK(curves.back()[3] == line.back().at);
        for (std::size_t i = 1; i < curves.size(); ++i) {
            CHECK(curves[i][0] == curves[i - 1][3]);
            const Point in = unit(curves[i - 1][3] - curves[i - 1][2]);
            const Point out = unit(curves[i][1] - curves[i][0]);
            CHECK(dot(in, out) == doctest::Approx(1));
        }
        for (const Directed& point : line) CHECK(distance(curves, point.at) <= 0.051);
    }
}

TEST_CASE("a straight line is one curve, two points too") {
    std::vector<Directed> line;
    for (int i = 0; i <= 50; ++i) line.push_back({{2.0 * i, 1.0 * i}, unit({2, 1})});
    CHECK(fit(line, 0.05).size() == 1);
    CHECK(fit(std::span{line}.first(2), 0.05).size() == 1);
}

TEST_CASE("points on one spot do no harm") {
    const std::vector<Directed> line(5, Directed{{1, 1}, {1, 0}});
    for (const Cubic& curve : fit(line, 0.05)) {
        for (const Point point : curve) CHECK(length(point - Point{1, 1}) == doctest::Approx(0));
    }
}

}  // namespace
}  // namespace baton::signature
