#include "actions/scan/detect/score.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan::detection {

namespace {

constexpr float faint = 3;
/// What is taken off for each corner where both sides go on, for each where one does, and for each side past which both
/// neighbours do.
constexpr double crossing = 0.3;
constexpr double single = 0.15;
constexpr double cut = 0.5;

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

/// Above half of a stretch a side counts as going on, from nine tenths on entirely.
double goes_on(float share) {
    return std::clamp((double{share} - 0.5) / 0.4, 0.0, 1.0);
}

/// How much of the side goes on beyond its end at `corner`; `turn`: 1 if the side leads there, -1 if it leads away.
float past_end(const Channels& channels, const Side& side, cv::Point2d other, cv::Point2d corner, int turn) {
    const double length = cv::norm(corner - other);
    const cv::Point2d along = (corner - other) * (1 / length);
    const cv::Point2d inward = cv::Point2d(-along.y, along.x) * turn;
    return continuation(channels, side, corner, along, inward, 0.12 * length + 8);
}

/// At a page's corner both sides end. Both going on is a crossing of other lines, one going on a page that reaches
/// farther or an edge beneath it.
double weigh_ends(const Channels& channels, const Quad& quad, const std::array<Side, 4>& sides) {
    // How far the side that arrives at each corner goes on there, and the one that leaves it, backwards.
    std::array<double, 4> arriving{};
    std::array<double, 4> leaving{};
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d corner = quad.corners[i];
        arriving[i] = goes_on(past_end(channels, sides[(i + 3) % 4], quad.corners[(i + 3) % 4], corner, 1));
        leaving[i] = goes_on(past_end(channels, sides[i], quad.corners[(i + 1) % 4], corner, -1));
    }
    double kept = 1;
    for (std::size_t i = 0; i < 4; ++i) {
        kept *= 1 - crossing * arriving[i] * leaving[i] - single * std::max(arriving[i], leaving[i]);
        // Both neighbours of a side go on past it: it lies across a page that reaches farther.
        kept *= 1 - cut * std::min(arriving[i], leaving[(i + 1) % 4]);
    }
    return kept;
}

/// One sheet has one colour along its sides, and is seldom darker than what it lies on.
double weigh_paper(const std::array<Side, 4>& sides) {
    double darker = 0;
    for (const Side& side : sides) {
        const double down = -double{side.step[0]};
        if (down > 0) darker += 0.25 * down / (down + faint);
    }
    return 1 - 0.4 * darker;
}

double area_of(const Quad& quad) {
    double area = 0;
    for (std::size_t i = 0; i < 4; ++i) area += 0.5 * quad.corners[i].cross(quad.corners[(i + 1) % 4]);
    return area;
}

}  // namespace

double Evidence::score() const {
    // A page fills a good part of the picture; small quads are keys, stamps, boxes.
    const double size = area / (area + 0.03);
    return coverage * coverage * std::sqrt(contrast * steadiness) * ends * paper * size;
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
    evidence.ends = weigh_ends(channels, quad, evidence.sides);
    evidence.paper = weigh_paper(evidence.sides);
    evidence.area = area_of(quad) / channels.size().area();
    return evidence;
}

}  // namespace baton::scan::detection
