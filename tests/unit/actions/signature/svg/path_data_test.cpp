#include "actions/signature/svg/path_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace baton::signature::svg {
namespace {

Path read(std::string_view data) {
    Budget budget{1000};
    return read_path_data(data, budget);
}

// The corners of the first subpath; control points are left out.
std::string corners(std::string_view data) {
    const Path path = read(data);
    std::string text;
    for (const Subpath& subpath : path) {
        const auto add = [&](Point point) {
            text += std::to_string(std::lround(point.x)) + "," + std::to_string(std::lround(point.y)) + " ";
        };
        add(subpath.contour.start);
        for (const auto& piece : subpath.contour.pieces) add(piece.to[2]);
        text += subpath.closed ? "z " : "";
    }
    return text;
}

void check_near(Point point, Point expected) {
    CHECK(point.x == doctest::Approx(expected.x));
    CHECK(point.y == doctest::Approx(expected.y));
}

TEST_CASE("lines in all their spellings") {
    CHECK(corners("M1 2L3 4") == "1,2 3,4 ");
    CHECK(corners(" M 1,2 , 3 4\n5\t6 ") == "1,2 3,4 5,6 ");
    CHECK(corners("m1 2 3 4-5-6") == "1,2 4,6 -1,0 ");
    CHECK(corners("M1 2H9h-1V7v1") == "1,2 9,2 8,2 8,7 8,8 ");
    CHECK(corners("M1 2h3 4 5") == "1,2 4,2 8,2 13,2 ");
    CHECK(corners("M0 0 10 0 10 10zl5 5") == "0,0 10,0 10,10 z 0,0 5,5 ");
    CHECK(corners("M0 0L1 1M5 5L6 6Z") == "0,0 1,1 5,5 6,6 z ");
    CHECK(corners("M5 5L6 6Zm1 1l1 0") == "5,5 6,6 z 6,6 7,6 ");
    CHECK(corners("M1e1.5L+2 3") == "10,1 2,3 ");
}

TEST_CASE("curves, their short forms and quadratic ones") {
    const Path cubic = read("M0 0c10 0 20 10 20 20s10 20 20 20");
    const auto& pieces = cubic.at(0).contour.pieces;
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[1].to[0] == Point{20, 30});
    CHECK(pieces[1].to[1] == Point{30, 40});
    CHECK(pieces[1].to[2] == Point{40, 40});
    CHECK(read("M0 0L9 9S20 20 30 30").at(0).contour.pieces[1].to[0] == Point{9, 9});

    const auto quadratic = read("M0 0Q30 0 30 30T60 60").at(0).contour.pieces;
    REQUIRE(quadratic.size() == 2);
    check_near(quadratic[0].to[0], {20, 0});
    check_near(quadratic[0].to[1], {30, 10});
    // The control point is mirrored: (30, 60).
    check_near(quadratic[1].to[0], {30, 50});
    check_near(quadratic[1].to[1], {40, 60});
    check_near(read("M0 0C1 1 2 2 9 9T18 9").at(0).contour.pieces[1].to[0], {9, 9});
}

TEST_CASE("arcs lie on their ellipse") {
    for (const std::string flags : {"0 0", "0 1", "1 0", "1 1", "00", "01", "11"}) {
        CAPTURE(flags);
        const auto contour = read("M10 20A30 30 15 " + flags + " 40 50").at(0).contour;
        REQUIRE(!contour.pieces.empty());
        CHECK(contour.pieces.back().to[2] == Point{40, 50});
    }
    // A half circle around (10, 0), by way of (10, -10) as sweep 1 goes clockwise on the screen.
    const auto half = read("M0 0A10 10 0 0 1 20 0").at(0).contour.pieces;
    REQUIRE(half.size() == 2);
    check_near(half[0].to[2], {10, -10});
    check_near(read("M0 0A10 10 0 0 0 20 0").at(0).contour.pieces[0].to[2], {10, 10});
    // Radii that do not reach grow; without one it is a line.
    check_near(read("M0 0A1 1 0 0 1 20 0").at(0).contour.pieces[0].to[2], {10, -10});
    CHECK(read("M0 0A0 5 0 0 1 20 0").at(0).contour.pieces.at(0).straight);
    CHECK(read("M3 3A5 5 0 1 1 3 3L4 4").at(0).contour.pieces.size() == 1);
    // The ellipse's axis may be turned: by 90° both radii change places.
    check_near(read("M0 0A20 10 90 0 1 20 0").at(0).contour.pieces[0].to[2], {10, -20});
}

TEST_CASE("a mistake ends the path there") {
    CHECK(corners("M0 0L1 1L2") == "0,0 1,1 ");
    CHECK(corners("M0 0L1 1X2 2") == "0,0 1,1 ");
    CHECK(corners("M0 0L1 1 NaN,NaN") == "0,0 1,1 ");
    CHECK(corners("M0 0L1 inf") == "0,0 ");
    CHECK(corners("M0 0L1 1e999L2 2") == "0,0 ");
    CHECK(corners("M0 0L1 100000001") == "0,0 ");
    CHECK(corners("M0 0L1 +-1") == "0,0 ");
    CHECK(corners("M0 0A1 1 0 2 1 5 5") == "0,0 ");
    CHECK(corners("L1 1") == "");
    CHECK(corners("") == "");
    CHECK(corners("z") == "");
    CHECK(corners("M0 0L0x10 3") == "0,0 ");
}

TEST_CASE("points of polygons") {
    Budget budget{100};
    const Path path = read_points(" 1,2 3 4,5-6 7", true, budget);
    REQUIRE(path.size() == 1);
    CHECK(path[0].closed);
    CHECK(path[0].contour.pieces.size() == 2);
    CHECK(path[0].contour.pieces[1].to[2] == Point{5, -6});
    CHECK(read_points("x", true, budget).empty());
}

TEST_CASE("each command takes one of the budget") {
    Budget budget{3};
    CHECK(read_path_data("M0 0L1 1 2 2 3 3 4 4", budget).at(0).contour.pieces.size() == 2);
    CHECK(budget.exhausted());
    Budget few{2};
    CHECK(read_points("0 0 1 1 2 2 3 3", false, few).at(0).contour.pieces.size() == 1);
    CHECK(few.exhausted());
}

}  // namespace
}  // namespace baton::signature::svg
