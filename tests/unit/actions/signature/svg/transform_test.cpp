#include "actions/signature/svg/transform.hpp"

#include "actions/signature/svg/viewport.hpp"

#include <doctest/doctest.h>

#include <string>

namespace baton::signature::svg {
namespace {

void check_moves(std::string_view transform, Point from, Point to) {
    CAPTURE(transform);
    const Point moved = read_transform(transform)(from);
    CHECK(moved.x == doctest::Approx(to.x));
    CHECK(moved.y == doctest::Approx(to.y));
}

TEST_CASE("each function") {
    check_moves("", {1, 2}, {1, 2});
    check_moves("matrix(1 2 3 4 5 6)", {1, 1}, {9, 12});
    check_moves("translate(10)", {1, 2}, {11, 2});
    check_moves("translate(10,-5)", {1, 2}, {11, -3});
    check_moves("scale(2)", {1, 2}, {2, 4});
    check_moves("scale( 2 , -1 )", {1, 2}, {2, -2});
    check_moves("rotate(90)", {1, 0}, {0, 1});
    check_moves("rotate(90 10 10)", {11, 10}, {10, 11});
    check_moves("skewX(45)", {0, 1}, {1, 1});
    check_moves("skewY(45)", {1, 0}, {1, 1});
}

TEST_CASE("the last one comes first") {
    check_moves("translate(10 0) scale(2)", {1, 1}, {12, 2});
    check_moves("scale(2),translate(10 0)", {1, 1}, {22, 2});
}

TEST_CASE("what is malformed does nothing") {
    for (const char* text : {"scale(2", "scale(2)x", "scale(2 3 4)", "scale()", "explode(2)", "scale(a)", "scale(1e99)",
                             "rotate(1 2)", "matrix(1 2 3 4 5)", "translate(1)scale"}) {
        check_moves(text, {1, 2}, {1, 2});
    }
    std::string many;
    for (int i = 0; i < 100; ++i) many += "translate(1)";
    check_moves(many, {1, 2}, {101, 2});
}

TEST_CASE("lengths") {
    CHECK(read_length("12.5", 0) == 12.5);
    CHECK(read_length(" 12px ", 0) == 12);
    CHECK(read_length("50%", 30) == 15);
    CHECK(read_length("1in", 0) == 96);
    CHECK(read_length("72pt", 0) == 96);
    CHECK(*read_length("25.4mm", 0) == doctest::Approx(96));
    CHECK(read_length("1e1", 0) == 10);
    CHECK(read_length("1e", 0) == std::nullopt);
    CHECK(read_length("12 px", 0) == std::nullopt);
    CHECK(read_length("", 0) == std::nullopt);
    CHECK(read_length("calc(1px)", 0) == std::nullopt);
}

TEST_CASE("a view box comes to lie in its viewport") {
    const ViewBox box{10, 10, 100, 50};
    const auto place = [&](const char* rule, Point point) { return fitting(box, {300, 300}, rule)(point); };
    CHECK(place("", {10, 10}) == Point{0, 75});
    CHECK(place("xMidYMid", {110, 60}) == Point{300, 225});
    CHECK(place("xMinYMin meet", {10, 10}) == Point{0, 0});
    CHECK(place("xMaxYMax", {110, 60}) == Point{300, 300});
    CHECK(place("none", {110, 60}) == Point{300, 300});
    CHECK(place("none", {10, 10}) == Point{0, 0});
    CHECK(place("xMidYMid slice", {60, 35}) == Point{150, 150});
    CHECK(place("xMidYMid slice", {10, 10}) == Point{-150, 0});
    CHECK(read_view_box("0 0 10") == std::nullopt);
    CHECK(read_view_box("0 0 10 0") == std::nullopt);
    CHECK(read_view_box("0 0 -10 10") == std::nullopt);
    CHECK(read_view_box(" 1,2,3 , 4 ")->height == 4);
}

}  // namespace
}  // namespace baton::signature::svg
