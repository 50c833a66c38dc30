#include "actions/signature/ink/centre_line.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace baton::signature {
namespace {

constexpr double farthest_apart = 2;  // px
constexpr double near_enough = 0.2;   // px
const double straight_enough = std::cos(10 * 3.14159265358979323846 / 180);
// Halving a span this often leaves less than any distance that matters.
constexpr int most_halvings = 12;

// The control point behind `from` on the way to `to`, the node before `from` being `before`.
Point control(Point before, Point from, Point to) {
    const double a2 = length(from - before);
    const double b2 = length(to - from);
    if (a2 == 0) return from + (1.0 / 3) * (to - from);
    const double a = std::sqrt(a2);
    const double b = std::sqrt(b2);
    const Point sum = a2 * to - b2 * before + (2 * a2 + 3 * a * b + b2) * from;
    return (1 / (3 * a * (a + b))) * sum;
}

// Where the curve has no speed its direction is that of what comes next.
Point heading_at(const Cubic& curve, double t) {
    const Point speed = derivative(curve, t);
    constexpr double stands = 1e-9;
    if (length(speed) > stands) return unit(speed);
    const Point ahead = t < 0.5 ? curve[2] - curve[0] : curve[3] - curve[1];
    return unit(ahead, unit(curve[3] - curve[0]));
}

Station station_at(const Span& span, double t) {
    return {at(span.curve, t), heading_at(span.curve, t),
            (span.from_width + (span.to_width - span.from_width) * t) / 2};
}

bool near(const Station& from, const Station& to) {
    const double apart = length(to.at - from.at);
    return apart <= farthest_apart && (apart <= near_enough || dot(from.heading, to.heading) >= straight_enough);
}

// Appends the stations of (0, 1], by halving until neighbours are near; the next to reach is on top of the stack.
void walk(const Span& span, std::vector<Station>& stations) {
    struct Goal {
        double t;
        int halvings;
    };
    // An S-shaped span looks straight from its ends alone.
    std::array<Goal, most_halvings + 4> goals{{{1, 2}, {0.75, 2}, {0.5, 2}, {0.25, 2}}};
    std::size_t open = 4;
    double t = 0;
    Station here = station_at(span, 0);
    while (open > 0) {
        const Goal goal = goals[open - 1];
        const Station there = station_at(span, goal.t);
        if (goal.halvings < most_halvings && !near(here, there)) {
            goals[open - 1].halvings = goal.halvings + 1;
            goals[open++] = {(t + goal.t) / 2, goal.halvings + 1};
            continue;
        }
        stations.push_back(there);
        here = there;
        t = goal.t;
        --open;
    }
}

}  // namespace

std::vector<Span> spline(std::span<const Node> nodes) {
    std::vector<Span> spans;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const Point from = nodes[i - 1].at;
        const Point to = nodes[i].at;
        if (from == to) continue;
        const Point before = i >= 2 ? nodes[i - 2].at : from;
        const Point after = i + 1 < nodes.size() ? nodes[i + 1].at : to;
        spans.push_back(
            {{from, control(before, from, to), control(after, to, from), to}, nodes[i - 1].width, nodes[i].width});
    }
    return spans;
}

std::vector<Station> stations_along(std::span<const Span> spans) {
    std::vector<Station> stations;
    for (const Span& span : spans) {
        const Station first = station_at(span, 0);
        if (stations.empty() || stations.back().at != first.at ||
            dot(stations.back().heading, first.heading) < straight_enough) {
            stations.push_back(first);
        }
        walk(span, stations);
    }
    return stations;
}

}  // namespace baton::signature
