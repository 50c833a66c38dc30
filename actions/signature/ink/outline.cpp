#include "actions/signature/ink/outline.hpp"

#include "actions/signature/ink/fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace baton::signature {
namespace {

// A line bent more tightly than this share of its radius allows is drawn in straight pieces.
constexpr double tightest_bend = 0.6;
const double sharpest_turn = std::cos(30 * 3.14159265358979323846 / 180);
// A gently bent piece shorter than this many radii is not worth an outline of its own.
constexpr double shortest_run = 0.5;
constexpr std::size_t most_merged = 64;

// Where a control point lies on the tangents of a quarter circle (within 0.03 % of its radius).
constexpr double quarter_handle = 0.5522847498;

// A quarter circle about `centre` from `centre + from` to `centre + to`, which is at a right angle to it.
void quarter(Contour& contour, Point centre, Point from, Point to) {
    contour.curve_to(centre + from + quarter_handle * to, centre + to + quarter_handle * from, centre + to);
}

// From the left side of an end round to its right; `ahead` is the unit vector out of it.
void round_end(Contour& contour, Point centre, Point ahead, double radius) {
    const Point forward = radius * ahead;
    const Point right = radius * quarter_turned(ahead);
    quarter(contour, centre, -1 * right, forward);
    quarter(contour, centre, forward, right);
}

// The convex hull of the discs around both ends.
Contour capsule(const Station& from, const Station& to) {
    const double apart = length(to.at - from.at);
    if (apart <= std::abs(to.radius - from.radius) + 1e-6) {
        const Station& larger = from.radius > to.radius ? from : to;
        return disc(larger.at, larger.radius);
    }
    const Point ahead = unit(to.at - from.at);
    const Point side = quarter_turned(ahead);
    Contour contour;
    contour.start = from.at - from.radius * side;
    contour.line_to(to.at - to.radius * side);
    round_end(contour, to.at, ahead, to.radius);
    contour.line_to(from.at + from.radius * side);
    round_end(contour, from.at, -1 * ahead, from.radius);
    return contour;
}

// True if everything between both stations is as good as on the capsule of them.
bool straight(std::span<const Station> stations, double tolerance) {
    const Station& from = stations.front();
    const Station& to = stations.back();
    const Point way = to.at - from.at;
    const double squared = dot(way, way);
    return std::ranges::all_of(stations, [&](const Station& station) {
        const double along = squared > 0 ? std::clamp(dot(station.at - from.at, way) / squared, 0.0, 1.0) : 0;
        const double radius = from.radius + along * (to.radius - from.radius);
        return length(station.at - from.at - along * way) <= tolerance &&
               std::abs(station.radius - radius) <= tolerance;
    });
}

void add_capsules(std::vector<Contour>& contours, std::span<const Station> stations, double tolerance) {
    std::size_t first = 0;
    while (first + 1 < stations.size()) {
        std::size_t last = first + 1;
        while (last + 1 < stations.size() && last - first < most_merged &&
               straight(stations.subspan(first, last - first + 2), tolerance)) {
            ++last;
        }
        contours.push_back(capsule(stations[first], stations[last]));
        first = last;
    }
}

// One side of the ink, a radius beside the line: on its left for -1, on its right for 1.
std::vector<Directed> side_of(std::span<const Station> stations, double sign) {
    std::vector<Directed> side;
    side.reserve(stations.size());
    for (const Station& station : stations) {
        side.push_back({station.at + (sign * station.radius) * quarter_turned(station.heading), station.heading});
    }
    // The line's heading is the side's only where the radius stays; else the side leans towards or away from it.
    for (std::size_t i = 0; i < side.size(); ++i) {
        const std::size_t before = i == 0 ? 0 : i - 1;
        const std::size_t after = std::min(i + 1, side.size() - 1);
        const double way = length(stations[after].at - stations[before].at);
        const double grows = way > 0 ? (stations[after].radius - stations[before].radius) / way : 0;
        const Point heading = stations[i].heading;
        side[i].heading = unit(heading + (sign * std::clamp(grows, -0.5, 0.5)) * quarter_turned(heading), heading);
    }
    return side;
}

void append(Contour& contour, const std::vector<Cubic>& curves) {
    for (const Cubic& curve : curves) contour.curve_to(curve[1], curve[2], curve[3]);
}

Contour ribbon(std::span<const Station> stations, double tolerance) {
    const std::vector<Directed> left = side_of(stations, -1);
    std::vector<Directed> right = side_of(stations, 1);
    std::ranges::reverse(right);
    for (Directed& point : right) point.heading = -1 * point.heading;
    Contour contour;
    contour.start = left.front().at;
    append(contour, fit(left, tolerance));
    round_end(contour, stations.back().at, stations.back().heading, stations.back().radius);
    append(contour, fit(right, tolerance));
    round_end(contour, stations.front().at, -1 * stations.front().heading, stations.front().radius);
    return contour;
}

bool is_tight(const Station& from, const Station& to) {
    const double turn = dot(from.heading, to.heading);
    if (turn < sharpest_turn) return true;
    const double angle = std::abs(std::atan2(cross(from.heading, to.heading), turn));
    return angle * std::max(from.radius, to.radius) > tightest_bend * length(to.at - from.at);
}

// For each step between two stations whether it is drawn in straight pieces.
std::vector<bool> tight_steps(std::span<const Station> stations) {
    std::vector<bool> tight(stations.size() - 1);
    for (std::size_t i = 0; i < tight.size(); ++i) tight[i] = is_tight(stations[i], stations[i + 1]);
    for (std::size_t first = 0; first < tight.size();) {
        std::size_t end = first;
        double way = 0;
        for (; end < tight.size() && !tight[end]; ++end) way += length(stations[end + 1].at - stations[end].at);
        const bool alone = first == 0 && end == tight.size();
        if (!alone && way < shortest_run * stations[first].radius) {
            std::fill(tight.begin() + static_cast<std::ptrdiff_t>(first),
                      tight.begin() + static_cast<std::ptrdiff_t>(end), true);
        }
        first = end + 1;
    }
    return tight;
}

}  // namespace

Contour disc(Point centre, double radius) {
    Contour contour;
    contour.start = {centre.x, centre.y - radius};
    round_end(contour, centre, {1, 0}, radius);
    round_end(contour, centre, {-1, 0}, radius);
    return contour;
}

Contour pointed(const Node& from, const Node& to) {
    const Point ahead = unit(to.at - from.at);
    const Point side = quarter_turned(ahead);
    const double near = from.width / 2;
    const double far = to.width / 2;
    Contour contour;
    contour.start = from.at - near * side;
    contour.line_to(to.at - far * side);
    contour.line_to(to.at + far * ahead);
    contour.line_to(to.at + far * side);
    contour.line_to(from.at + near * side);
    contour.line_to(from.at - near * ahead);
    return contour;
}

std::vector<Contour> outline(std::span<const Station> stations, double tolerance) {
    std::vector<Contour> contours;
    if (stations.size() < 2) return contours;
    const std::vector<bool> tight = tight_steps(stations);
    for (std::size_t first = 0; first < tight.size();) {
        std::size_t end = first;
        while (end < tight.size() && tight[end] == tight[first]) ++end;
        const auto run = stations.subspan(first, end - first + 1);
        if (tight[first]) {
            add_capsules(contours, run, tolerance);
        } else {
            contours.push_back(ribbon(run, tolerance));
        }
        first = end;
    }
    return contours;
}

}  // namespace baton::signature
