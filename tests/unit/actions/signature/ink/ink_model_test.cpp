#include "actions/signature/ink/ink_model.hpp"

#include "hard_strokes.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace baton::signature {
namespace {

// The figures of README "Ink", written out, so that no constant changes by accident: the page draws by them too.
TEST_CASE("widths follow the formula of the README") {
    const auto nodes = nodes_of({{0, 0, 0, 0.5}, {10, 0, 10, 0.7}, {30, 0, 30, 0.9}});
    REQUIRE(nodes.size() == 3);
    const auto taper = [](double way, double speed) {
        return 1 - 0.6 * std::min(1.0, speed / 1.2) * std::max(0.0, 1 - way / 12);
    };
    const double wide0 = 2.6 * (0.5 + 0.5) * (1.25 - 0.3 * 1);
    const double wide1 = wide0 + (2.6 * (0.5 + 0.7) * (1.25 - 0.3 * 1) - wide0) * (1 - std::exp(-10.0 / 15));
    const double wide2 = wide1 + (2.6 * (0.5 + 0.9) * (1.25 - 0.3 * 1) - wide1) * (1 - std::exp(-20.0 / 15));
    CHECK(nodes[0].width == doctest::Approx(wide0 * taper(0, 1)));
    CHECK(nodes[1].width == doctest::Approx(wide1 * taper(10, 1)));
    CHECK(nodes[2].width == doctest::Approx(wide2 * taper(0, 1)));
}

TEST_CASE("speed is smoothed over time") {
    const auto nodes = nodes_of({{0, 0, 0, 0.5}, {20, 0, 200, 0.5}, {60, 0, 220, 0.5}, {160, 0, 240, 0.5}});
    double speed = 0.1 + (2 - 0.1) * (1 - std::exp(-20.0 / 40));
    const double wide0 = 2.6 * (1.25 - 0.3 * 0.1);
    double wide = wide0 + (2.6 * (1.25 - 0.3 * speed) - wide0) * (1 - std::exp(-40.0 / 15));
    CHECK(nodes[2].width == doctest::Approx(wide));
    speed += (5 - speed) * (1 - std::exp(-20.0 / 40));
    wide += (2.6 * std::max(0.45, 1.25 - 0.3 * speed) - wide) * (1 - std::exp(-100.0 / 15));
    CHECK(nodes[3].width == doctest::Approx(std::max(0.7, wide * 0.4)));
}

TEST_CASE("fast ink is thin and light ink is thinner, never thinner than a hair") {
    const auto fast = nodes_of(testing::stroke_through({{0, 0}, {80, 0}, {160, 0}, {240, 0}}, 8));
    const auto slow = nodes_of(testing::stroke_through({{0, 0}, {80, 0}, {160, 0}, {240, 0}}, 800));
    CHECK(fast[1].width < 0.5 * slow[1].width);
    for (const Node& node : nodes_of({{0, 0, 0, 0}, {90, 0, 1, 0}, {180, 0, 2, 0}})) CHECK(node.width == 0.7);
}

TEST_CASE("samples nearer than a pixel are dropped, and the time goes on") {
    const auto nodes = nodes_of({{0, 0, 0, 0.5}, {0.9, 0, 8, 0.5}, {0.5, 0, 16, 0.5}, {1.2, 0, 24, 0.5}});
    REQUIRE(nodes.size() == 2);
    CHECK(nodes[1].at == Point{1.2, 0});
}

TEST_CASE("a tap is one dot of its greatest pressure") {
    const auto nodes = nodes_of({{5, 6, 0, 0.2}, {5.3, 6, 8, 0.8}, {5.4, 6.1, 16, 0.1}});
    REQUIRE(nodes.size() == 1);
    CHECK(nodes[0].at == Point{5, 6});
    CHECK(nodes[0].width == doctest::Approx(3.6 * 1.3));
}

TEST_CASE("a node between near neighbours is smoothed, others and the ends stay") {
    const auto near = nodes_of(testing::stroke_through({{0, 0}, {2, 2}, {4, 0}}));
    CHECK(near[1].at == Point{2, 1});
    CHECK(near[0].at == Point{0, 0});
    CHECK(near[2].at == Point{4, 0});
    CHECK(nodes_of(testing::stroke_through({{0, 0}, {2, 2}, {8, 0}}))[1].at == Point{2, 2});
}

}  // namespace
}  // namespace baton::signature
