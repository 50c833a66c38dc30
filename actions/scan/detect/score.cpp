#include "actions/scan/detect/score.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan::detection {

namespace {

/// Steps of this height, in units of the noise, speak half as much as high ones.
constexpr float faint = 3;
/// What is taken off for each corner where both sides go on, for each where one does, and for each side past which both
/// neighbours do.
constexpr double crossing = 0.3;
constexpr double single = 0.1;
constexpr double cut = 0.3;
/// What is taken off for a page all of whose sides are darker than what is around it.
constexpr double darker = 0.2;
/// A page that takes this share of the picture counts half as much as one that fills it.
constexpr double small_area = 0.15;

/// Geometric mean, with the least value once more.
template <typename Value>
double strict_mean(const std::array<Side, 4>& sides, Value value) {
    double product = 1;
    double least = 1;
    for (const Side& side : sides) {
        const double each = std::max(1e-3, double{value(side)});
        product *= each;
        least = std::min(least, each);
    }
    return std::pow(product * least, 0.2);
}

/// From six tenths of a stretch on a side counts as going on beyond its end.
double goes_on(float share) {
    return std::clamp((double{share} - 0.6) / 0.4, 0.0, 1.0);
}

/// `turn`: 1 if the side leads to `corner`, -1 if it leads away from it.
Beyond past_end(const Channels& channels, const Side& side, cv::Point2d other, cv::Point2d corner, int turn) {
    const double length = cv::norm(corner - other);
    const cv::Point2d along = (corner - other) * (1 / length);
    const cv::Point2d inward = cv::Point2d(-along.y, along.x) * turn;
    const double stretch = 0.06 * length + 10;
    return {continuation(channels, side, corner, along, inward, stretch),
            edge_share(channels, side, corner, along, stretch)};
}

/// At a page's corner both sides end. Both going on is a crossing of other lines, one going on a page that reaches
/// farther or an edge beneath it.
double weigh_ends(const Evidence& evidence) {
    double kept = 1;
    for (std::size_t i = 0; i < 4; ++i) {
        const Beyond& arriving = evidence.arriving[i];
        const Beyond& leaving = evidence.leaving[i];
        const double first = goes_on(arriving.step);
        const double second = goes_on(leaving.step);
        kept *= 1 - crossing * std::min(first, second) - single * std::max(first, second);
        // Both neighbours of a side go on past it: it lies across a page that reaches farther.
        const Beyond& next = evidence.leaving[(i + 1) % 4];
        kept *= 1 - cut * goes_on(std::min(std::max(arriving.step, arriving.edge), std::max(next.step, next.edge)));
    }
    return kept;
}

/// Paper is seldom darker than what it lies on.
double weigh_paper(const std::array<Side, 4>& sides) {
    double sum = 0;
    for (const Side& side : sides) {
        const double down = std::max(0.0, -double{side.step[0]});
        sum += 0.25 * down / (down + faint);
    }
    return 1 - darker * sum;
}

double area_of(const Quad& quad) {
    double area = 0;
    for (std::size_t i = 0; i < 4; ++i) area += 0.5 * quad.corners[i].cross(quad.corners[(i + 1) % 4]);
    return area;
}

}  // namespace

double Evidence::score() const {
    const double size = area / (area + small_area);
    return coverage * coverage * std::sqrt(std::sqrt(contrast) * steadiness) * ends * paper * size;
}

Evidence weigh(const Channels& channels, const Quad& quad) {
    Evidence evidence;
    for (std::size_t i = 0; i < 4; ++i) {
        evidence.sides[i] = measure_side(channels, quad.corners[i], quad.corners[(i + 1) % 4]);
    }
    evidence.coverage = strict_mean(evidence.sides, [](const Side& side) { return side.coverage; });
    evidence.contrast =
        strict_mean(evidence.sides, [](const Side& side) { return side.contrast / (side.contrast + faint); });
    evidence.steadiness = strict_mean(evidence.sides, [](const Side& side) { return side.steadiness; });
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d corner = quad.corners[i];
        const std::size_t before = (i + 3) % 4;
        evidence.arriving[i] = past_end(channels, evidence.sides[before], quad.corners[before], corner, 1);
        evidence.leaving[i] = past_end(channels, evidence.sides[i], quad.corners[(i + 1) % 4], corner, -1);
    }
    evidence.ends = weigh_ends(evidence);
    evidence.paper = weigh_paper(evidence.sides);
    evidence.area = area_of(quad) / channels.size().area();
    return evidence;
}

}  // namespace baton::scan::detection
