#include "actions/signature/ink/ink.hpp"

#include "actions/signature/ink/ink_model.hpp"
#include "actions/signature/output/bounds.hpp"
#include "coverage.hpp"
#include "hard_strokes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

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

// Of all that may be submitted, `count` samples to and fro between the edges of a square.
Stroke tangle(std::size_t count, double side) {
    Stroke stroke;
    for (std::size_t i = 0; i < count; ++i) {
        const double along = side * static_cast<double>(i % 997) / 997;
        const bool there = i % 2 == 0;
        stroke.push_back(
            {i % 4 < 2 ? along : side * there, i % 4 < 2 ? side * there : along, static_cast<double>(i), 0.5});
    }
    return stroke;
}

TEST_CASE("what is made of a tangle is bounded by its samples, however far they are apart") {
    for (const double side : {9.0, 300.0, 20'000.0}) {
        CAPTURE(side);
        const Drawing drawing = ink({{100, 100}, {tangle(most_samples, side)}}, {});
        std::size_t pieces = 0;
        for (const Contour& contour : drawing.shapes.at(0).contours) pieces += contour.pieces.size();
        CHECK(pieces <= 6 * most_samples);
        const Box box = ink_box(drawing);
        CHECK(box.width() > side);
        CHECK(box.width() < side + 10);
    }
}

TEST_CASE("a tangle's pieces reach from sample to sample and turn as all outlines do") {
    const Stroke stroke = tangle(3000, 300);
    const Drawing drawing = ink({{100, 100}, {stroke}}, {});
    const auto nodes = nodes_of(stroke);
    const auto& contours = drawing.shapes.at(0).contours;
    REQUIRE(contours.size() == nodes.size() - 1);
    for (std::size_t i = 0; i < contours.size(); ++i) {
        const Box box = ink_box({{Shape{{contours[i]}, {}}}});
        for (const Point at : {nodes[i].at, nodes[i + 1].at}) {
            CHECK(at.x >= box.left);
            CHECK(at.x <= box.right);
            CHECK(at.y >= box.top);
            CHECK(at.y <= box.bottom);
        }
        double area = 0;
        Point from = contours[i].start;
        for (const Contour::Piece& piece : contours[i].pieces) {
            area += from.x * piece.to[2].y - from.y * piece.to[2].x;
            from = piece.to[2];
        }
        CHECK(area + from.x * contours[i].start.y - from.y * contours[i].start.x > 0);
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
