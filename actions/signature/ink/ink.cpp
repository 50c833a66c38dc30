#include "actions/signature/ink/ink.hpp"

#include "actions/signature/ink/ink_model.hpp"
#include "actions/signature/ink/outline.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <vector>

namespace baton::signature {
namespace {

// Outlines stray less than this from the model, px; less in small ink, which is shown enlarged.
constexpr double most_tolerance = 0.05;
constexpr double least_tolerance = 0.005;
constexpr double steps_across = 5000;

// Where the pen goes farther than any hand would, by itself or for so small a drawing, the ink is a tangle: it is drawn
// from sample to sample, so that what is made of it is bounded by their number.
constexpr double longest_way = 250'000;  // px
constexpr double most_times_across = 1000;

// The longer side of what the samples span.
double extent_of(const Strokes& strokes) {
    constexpr double far = std::numeric_limits<double>::infinity();
    double left = far;
    double right = -far;
    double top = far;
    double bottom = -far;
    for (const Stroke& stroke : strokes.strokes) {
        for (const Sample& sample : stroke) {
            left = std::min(left, sample.x);
            right = std::max(right, sample.x);
            top = std::min(top, sample.y);
            bottom = std::max(bottom, sample.y);
        }
    }
    return std::max(right - left, bottom - top);
}

// decision 0051
std::vector<Contour> outlined(const Stroke& stroke, double tolerance, bool tangled) {
    const std::vector<Node> nodes = nodes_of(stroke);
    if (nodes.size() == 1) return {disc(nodes.front().at, nodes.front().width / 2)};
    if (!tangled) return outline(stations_along(spline(nodes)), tolerance);
    std::vector<Contour> contours;
    for (std::size_t i = 1; i < nodes.size(); ++i) contours.push_back(pointed(nodes[i - 1], nodes[i]));
    return contours;
}

}  // namespace

Drawing ink(const Strokes& strokes, Colour colour) {
    const double extent = extent_of(strokes);
    const double tolerance = std::clamp(extent / steps_across, least_tolerance, most_tolerance);
    const bool tangled = pen_way(strokes) > std::min(longest_way, most_times_across * extent);
    Shape shape{{}, colour};
    for (const Stroke& stroke : strokes.strokes) {
        std::ranges::move(outlined(stroke, tolerance, tangled), std::back_inserter(shape.contours));
    }
    Drawing drawing;
    if (!shape.contours.empty()) drawing.shapes.push_back(std::move(shape));
    return drawing;
}

}  // namespace baton::signature
