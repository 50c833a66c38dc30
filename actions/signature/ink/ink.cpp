#include "actions/signature/ink/ink.hpp"

#include "actions/signature/ink/ink_model.hpp"
#include "actions/signature/ink/outline.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <vector>

namespace baton::signature {
namespace {

// Outlines stray less than this from the model, px; less in small ink, which is shown enlarged.
constexpr double most_tolerance = 0.05;
constexpr double least_tolerance = 0.005;
constexpr double steps_across = 5000;

double tolerance_for(const Strokes& strokes) {
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
    return std::clamp(std::max(right - left, bottom - top) / steps_across, least_tolerance, most_tolerance);
}

std::vector<Contour> outlined(const Stroke& stroke, double tolerance) {
    const std::vector<Node> nodes = nodes_of(stroke);
    if (nodes.size() == 1) return {disc(nodes.front().at, nodes.front().width / 2)};
    return outline(stations_along(spline(nodes)), tolerance);
}

}  // namespace

Drawing ink(const Strokes& strokes, Colour colour) {
    const double tolerance = tolerance_for(strokes);
    Shape shape{{}, colour};
    for (const Stroke& stroke : strokes.strokes) {
        std::ranges::move(outlined(stroke, tolerance), std::back_inserter(shape.contours));
    }
    Drawing drawing;
    if (!shape.contours.empty()) drawing.shapes.push_back(std::move(shape));
    return drawing;
}

}  // namespace baton::signature
