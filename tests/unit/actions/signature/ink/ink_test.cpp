#include "actions/signature/ink/ink.hpp"

#include "actions/signature/ink/ink_model.hpp"
#include "actions/signature/output/bounds.hpp"
#include "coverage.hpp"
#include "hard_strokes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace baton::signature {
namespace {

using testing::hard_strokes;
using testing::stroke_through;

// Outlines may stray this far from the union of the discs, px: the tolerance of a side, and what its width leans.
constexpr double margin = 0.08;

struct Difference {
    int holes = 0;   // well inside the union, but not in the ink
    int spikes = 0;  // well outside of it, but in the ink
    int turned = 0;  // places where an outline winds the wrong way
    double worst = 0;
};

Difference compare(const Stroke& stroke) {
    const auto nodes = nodes_of(stroke);
    const auto grid = testing::grid_around(nodes);
    const auto depths = testing::depths(nodes, grid);
    const Drawing drawing = ink({{100, 100}, {stroke}}, {});
    const auto windings = testing::windings(drawing.shapes.at(0).contours, grid);
    Difference found;
    for (std::size_t i = 0; i < depths.size(); ++i) {
        const double depth = depths[i];
        found.holes += depth > margin && windings[i] == 0;
        found.spikes += depth < -margin && windings[i] != 0;
        found.turned += windings[i] < 0;
        if ((depth > 0) != (windings[i] != 0)) found.worst = std::max(found.worst, std::abs(depth));
    }
    return found;
}

TEST_CASE("the outlines are the union of all discs along the line, without holes and spikes") {
    for (const auto& [name, stroke] : hard_strokes()) {
        CAPTURE(name);
        const Difference found = compare(stroke);
        CAPTURE(found.worst);
        CHECK(found.holes == 0);
        CHECK(found.spikes == 0);
        CHECK(found.turned == 0);
    }
}

TEST_CASE("a tap is a round dot") {
    const Drawing drawing = ink({{100, 100}, {{{50, 40, 0, 0.5}}}}, {1, 2, 3});
    REQUIRE(drawing.shapes.size() == 1);
    CHECK(drawing.shapes[0].colour == Colour{1, 2, 3});
    REQUIRE(drawing.shapes[0].contours.size() == 1);
    const Box box = ink_box(drawing);
    CHECK(box.left == doctest::Approx(50 - 1.8));
    CHECK(box.bottom == doctest::Approx(40 + 1.8));
    CHECK(compare({{50, 40, 0, 0.5}}).worst < 0.01);
}

TEST_CASE("no strokes, no shape") {
    CHECK(ink({{100, 100}, {}}, {}).shapes.empty());
}

TEST_CASE("an ordinary signature takes a moderate number of curves, however often it was sampled") {
    for (const std::size_t samples : {200UL, 2000UL, 20'000UL}) {
        CAPTURE(samples);
        std::size_t pieces = 0;
        const Drawing drawing = ink(testing::signature(samples), {});
        for (const Contour& contour : drawing.shapes.at(0).contours) pieces += contour.pieces.size();
        CHECK(pieces < 1500);
    }
}

TEST_CASE("strokes of any kind give finite outlines") {
    const Stroke far{{-10'000, -10'000, 0, 1}, {10'000, 10'000, 0, 0}, {-10'000, 10'000, 86'400'000, 1}};
    const Stroke still(40, Sample{7, 7, 3, 0});
    const Drawing drawing = ink({{1, 1}, {far, still}}, {});
    const Box box = ink_box(drawing);
    CHECK(std::isfinite(box.width()));
    CHECK(box.width() > 19'000);
    CHECK(box.width() < 30'000);
}

}  // namespace
}  // namespace baton::signature
