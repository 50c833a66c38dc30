#include "flatten.hpp"

#include <algorithm>
#include <cmath>

namespace baton::signature::svg {
namespace {

constexpr double most_parts = 100;

double length(double x, double y) {
    return std::sqrt(x * x + y * y);
}

double angle_between(Point first, Point second) {
    return std::abs(std::atan2(first.x * second.y - first.y * second.x, first.x * second.x + first.y * second.y));
}

Point difference(Point from, Point to) {
    return {to.x - from.x, to.y - from.y};
}

// Wang's bound for the distance of chords, and the turn of the control polygon for what lies outside of the curve.
int parts_of(Point start, const Contour::Piece& piece, const Flatness& flatness) {
    if (piece.straight) {
        return 1;
    }
    const auto& [first, second, end] = piece.to;
    const double bend = std::max(length(start.x - 2 * first.x + second.x, start.y - 2 * first.y + second.y),
                                 length(first.x - 2 * second.x + end.x, first.y - 2 * second.y + end.y));
    const double chords = std::sqrt(0.75 * bend / flatness.tolerance);
    const Point a = difference(start, first);
    const Point b = difference(first, second);
    const Point c = difference(second, end);
    const double turn = angle_between(a, b) + angle_between(b, c);
    const double widest = 2 * std::acos(std::max(0.0, 1 - flatness.tolerance / (flatness.radius + flatness.tolerance)));
    return static_cast<int>(std::clamp(std::ceil(std::max(chords, 1.5 * turn / widest)), 1.0, most_parts));
}

Point at(Point start, const Contour::Piece& piece, double t) {
    const double u = 1 - t;
    const double a = u * u * u;
    const double b = 3 * u * u * t;
    const double c = 3 * u * t * t;
    const double d = t * t * t;
    const auto& [first, second, end] = piece.to;
    return {a * start.x + b * first.x + c * second.x + d * end.x, a * start.y + b * first.y + c * second.y + d * end.y};
}

}  // namespace

std::vector<Vertex> flattened(const Subpath& subpath, const Flatness& flatness, Budget& budget) {
    std::vector<Vertex> line{{subpath.contour.start, false}};
    const double same = flatness.tolerance / 100;
    const auto is_same = [&](Point first, Point second) {
        return length(second.x - first.x, second.y - first.y) <= same;
    };
    Point start = subpath.contour.start;
    for (const Contour::Piece& piece : subpath.contour.pieces) {
        const int parts = parts_of(start, piece, flatness);
        if (!budget.take(static_cast<std::size_t>(parts))) {
            break;
        }
        for (int part = 1; part <= parts; ++part) {
            const bool last = part == parts;
            const Point point = last ? piece.to[2] : at(start, piece, static_cast<double>(part) / parts);
            if (!is_same(line.back().at, point)) {
                line.push_back({point, !last});
            } else if (last) {
                line.back().smooth = false;
            }
        }
        start = piece.to[2];
    }
    while (subpath.closed && line.size() > 1 && is_same(line.back().at, line.front().at)) {
        line.pop_back();
    }
    return line;
}

}  // namespace baton::signature::svg
