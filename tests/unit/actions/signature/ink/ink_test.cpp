#include "actions/signature/ink/ink.hpp"

#include "actions/signature/ink/ink_model.hpp"
#include "coverage.hpp"
#include "hard_strokes.hpp"

#include <doctest/doctest.h>

#include <algorithm>

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
        if ((depth > 0) != (windings[i] != 0)) {
            found.worst = std::max(found.worst, std::abs(depth));
        }
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

}  // namespace
}  // namespace baton::signature
