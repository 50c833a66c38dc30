#include "actions/signature/svg/stroke.hpp"

#include "actions/signature/cubic.hpp"
#include "actions/signature/svg/path_data.hpp"
#include "tests/unit/actions/signature/ink/coverage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace baton::signature::svg {
namespace {

constexpr double tolerance = 0.01;
constexpr std::size_t plenty = 100'000;

Subpath subpath(std::string_view data) {
    Budget budget{plenty};
    return read_path_data(data, budget).at(0);
}

std::vector<Contour> outline(std::string_view data, const Pen& pen) {
    Budget budget{plenty};
    return stroke_outline(subpath(data), pen, tolerance, budget);
}

// Points along a path, close together.
std::vector<Point> way(std::string_view data) {
    const Subpath path = subpath(data);
    std::vector<Point> points{path.contour.start};
    const auto add = [&](const Cubic& curve, int steps) {
        for (int i = 1; i <= steps; ++i) points.push_back(at(curve, static_cast<double>(i) / steps));
    };
    for (const Contour::Piece& piece : path.contour.pieces) {
        const Point from = points.back();
        const Point end = piece.to[2];
        const Cubic curve = piece.straight
                                ? Cubic{from, (1.0 / 3) * (2 * from + end), (1.0 / 3) * (from + 2 * end), end}
                                : Cubic{from, piece.to[0], piece.to[1], end};
        add(curve, 100);
    }
    if (path.closed) {
        const Point from = points.back();
        const Point end = path.contour.start;
        add({from, (1.0 / 3) * (2 * from + end), (1.0 / 3) * (from + 2 * end), end}, 100);
    }
    return points;
}

double distance(const std::vector<Point>& points, Point from) {
    double least = 1e9;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Point way = points[i] - points[i - 1];
        const double square = dot(way, way);
        const double along = square > 0 ? std::clamp(dot(from - points[i - 1], way) / square, 0.0, 1.0) : 0;
        least = std::min(least, length(points[i - 1] + along * way - from));
    }
    return least;
}

bool inside(const std::vector<Contour>& contours, Point point) {
    return signature::testing::windings(contours, {point.x, point.y, 1, 1, 1}).at(0) != 0 ||
           signature::testing::windings(contours, {point.x - 100, point.y, 0.5, 202, 1}).at(200) != 0;
}

struct Difference {
    int holes = 0;   // nearer to the path than the pen is wide, but not in the outline
    int spikes = 0;  // farther, but in the outline
    int turned = 0;
};

Difference compare(std::string_view data, double width) {
    const auto contours = outline(data, {width, Cap::round, Join::round, 4});
    const signature::testing::Grid grid{-21.3, -21.3, 1.27, 63, 63};
    const auto windings = signature::testing::windings(contours, grid);
    const auto points = way(data);
    Difference found;
    for (std::size_t i = 0; i < windings.size(); ++i) {
        const double far = distance(points, {grid.x(i % grid.columns), grid.y(i / grid.columns)});
        found.holes += far < width / 2 - 0.05 && windings[i] == 0;
        found.spikes += far > width / 2 + 0.05 && windings[i] != 0;
        found.turned += windings[i] < 0;
    }
    return found;
}

TEST_CASE("a round pen covers what is no farther from the path than half its width") {
    for (const std::string data : {
             "M0 0L30 0",
             "M0 0L30 0L0 5",
             "M0 0L30 0L0 0",
             "M0 0L1 3L2 -3L3 3L4 -3",
             "M0 0C40 0 -10 30 30 30",
             "M0 0C60 40 -30 40 30 0",
             "M0 0C30 0 0 0 30 0",
             "M0 0L20 0L20 20L0 20Z",
             "M0 0L0 20L20 20L20 0Z",
             "M5 5a1 1 0 1 0 .01 0z",
             "M10 10a9 9 0 1 1 -.01 0z",
             "M10 10a2 2 0 1 1 -.01 0z",
             "M0 0L25 1L0 2L25 3L0 4L25 5Z",
             "M0 0L20 20L20 0L0 20Z",
             "M0 0L.5 0L1 .1L1.5 .4L2 1L2.2 2L2 3L1 3.5L-20 3",
             "M12 12Q20 12 12.1 12.1T0 0",
         }) {
        for (const double width : {1.0, 6.0, 24.0}) {
            CAPTURE(data);
            CAPTURE(width);
            const Difference found = compare(data, width);
            CHECK(found.holes == 0);
            CHECK(found.spikes == 0);
            CHECK(found.turned == 0);
        }
    }
}

TEST_CASE("caps") {
    const std::string_view line = "M0 0H10";
    const auto covers = [&](Cap cap, Point point) { return inside(outline(line, {4, cap, Join::miter, 4}), point); };
    for (Cap cap : {Cap::butt, Cap::round, Cap::square}) {
        CHECK(covers(cap, {9.9, 1.9}));
        CHECK_FALSE(covers(cap, {5, 2.1}));
        CHECK_FALSE(covers(cap, {12.1, 0}));
    }
    CHECK_FALSE(covers(Cap::butt, {10.1, 0}));
    CHECK_FALSE(covers(Cap::butt, {-0.1, 0}));
    CHECK(covers(Cap::round, {11.9, 0}));
    CHECK_FALSE(covers(Cap::round, {11.6, 1.6}));
    CHECK(covers(Cap::square, {11.9, 1.9}));
    CHECK(covers(Cap::square, {-1.9, -1.9}));
}

TEST_CASE("joins, and the limit of a miter") {
    const auto covers = [](const Pen& pen, Point point) { return inside(outline("M0 0H20V20", pen), point); };
    CHECK(covers({4, Cap::butt, Join::miter, 4}, {21.9, -1.9}));
    CHECK_FALSE(covers({4, Cap::butt, Join::miter, 1.4}, {21.5, -1.5}));
    CHECK(covers({4, Cap::butt, Join::miter, 1.42}, {21.9, -1.9}));
    CHECK_FALSE(covers({4, Cap::butt, Join::bevel, 4}, {21.1, -1.1}));
    CHECK(covers({4, Cap::butt, Join::bevel, 4}, {20.9, -0.9}));
    CHECK(covers({4, Cap::butt, Join::round, 4}, {21.3, -1.3}));
    CHECK_FALSE(covers({4, Cap::butt, Join::round, 4}, {21.5, -1.5}));
}

TEST_CASE("a path without a way is a dot if the pen has ends") {
    const auto covers = [](Cap cap, Point point) { return inside(outline("M5 5h0", {4, cap, Join::miter, 4}), point); };
    CHECK_FALSE(covers(Cap::butt, {5, 5}));
    CHECK(covers(Cap::round, {6.9, 5}));
    CHECK_FALSE(covers(Cap::round, {6.6, 6.6}));
    CHECK(covers(Cap::square, {6.9, 6.9}));
    CHECK(outline("M5 5", {4, Cap::round, Join::miter, 4}).empty());
}

TEST_CASE("an exhausted budget ends the work") {
    Budget budget{100};
    const auto contours =
        stroke_outline(subpath("M0 0C900 0 0 900 900 900S0 0 1 1"), {9, Cap::round, Join::round, 4}, 0.0001, budget);
    CHECK(budget.exhausted());
    CHECK(contours.at(0).pieces.size() <= 100);
}

}  // namespace
}  // namespace baton::signature::svg
