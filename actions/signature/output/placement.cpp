#include "actions/signature/output/placement.hpp"

#include <algorithm>
#include <cmath>

namespace baton::signature {
namespace {

constexpr double least_units = 100;
constexpr double most_units = 2000;
constexpr double usual_units = 600;

constexpr double points_per_px = 0.75;
constexpr double least_points = 72;
constexpr double most_points = 300;

constexpr double usual_pixels = 1200;
constexpr double least_wide = 600;

Placement scaled(const Box& frame, double scale) {
    return {{frame.left, frame.top}, scale, scale * frame.width(), scale * frame.height()};
}

}  // namespace

Placement place_as_vector(const Box& frame) {
    const double side = frame.long_side();
    return scaled(frame, side < least_units || side > most_units ? usual_units / side : 1);
}

Placement place_on_page(const Box& frame) {
    const double side = place_as_vector(frame).scale * frame.long_side() * points_per_px;
    return scaled(frame, std::clamp(side, least_points, most_points) / frame.long_side());
}

Placement place_in_pixels(const Box& frame) {
    Placement placement = scaled(frame, std::max(usual_pixels / frame.long_side(), least_wide / frame.width()));
    placement.width = std::max(1.0, std::round(placement.width));
    placement.height = std::max(1.0, std::round(placement.height));
    return placement;
}

}  // namespace baton::signature
