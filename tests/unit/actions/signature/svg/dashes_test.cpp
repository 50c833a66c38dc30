#include "actions/signature/svg/dashes.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace baton::signature::svg {
namespace {

constexpr Flatness fine{0.01, 0};

Subpath line(double length) {
    Contour contour{{0, 0}, {}};
    contour.line_to({length, 0});
    return {contour, false};
}

std::vector<Subpath> marks(const Subpath& subpath, const std::vector<double>& lengths, double offset = 0) {
    Budget budget{1000};
    return dashed(subpath, {lengths, offset}, fine, budget);
}

TEST_CASE("marks and gaps in turn") {
    const auto made = marks(line(25), {10, 5});
    REQUIRE(made.size() == 2);
    CHECK(made[0].contour.start == Point{0, 0});
    CHECK(made[0].contour.pieces.back().to[2] == Point{10, 0});
    CHECK(made[1].contour.start == Point{15, 0});
    CHECK(made[1].contour.pieces.back().to[2] == Point{25, 0});
}

TEST_CASE("an offset begins later in the pattern, a negative one earlier") {
    CHECK(marks(line(25), {10, 5}, 12)[0].contour.start.x == 3);
    CHECK(marks(line(25), {10, 5}, -2)[0].contour.start.x == 2);
    CHECK(marks(line(25), {10, 5}, 15)[0].contour.start.x == 0);
}

TEST_CASE("a mark goes round corners, and dots are marks without a length") {
    Contour corner{{0, 0}, {}};
    corner.line_to({4, 0});
    corner.line_to({4, 8});
    const auto made = marks({corner, false}, {6, 100});
    REQUIRE(made.size() == 1);
    CHECK(made[0].contour.pieces.size() == 2);
    CHECK(made[0].contour.pieces.back().to[2] == Point{4, 2});
    CHECK(marks(line(22), {0, 5}).size() == 5);
}

TEST_CASE("the budget ends a pattern without end") {
    Budget budget{1000};
    const auto made = dashed(line(1e6), {{1e-9, 1e-9}, 0}, fine, budget);
    CHECK(budget.exhausted());
    CHECK(made.size() <= 1001);
    Budget enough{1000};
    CHECK(length_of(line(25), fine, enough) == 25);
}

}  // namespace
}  // namespace baton::signature::svg
