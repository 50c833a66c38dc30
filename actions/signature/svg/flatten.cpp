#include "actions/signature/svg/flatten.hpp"

#include "actions/signature/cubic.hpp"

#include <algorithm>
#include <cmath>

namespace baton::signature::svg {
namespace {

constexpr double most_parts = 100;

double angle_between(Point first, Point second) {
    return std::abs(std::atan2(cross(first, second), dot(first, second)));
}

// Wang's bound for the distance of chords, and the turn of the control polygon for what lies outside of the curve.
int parts_of(Point start, const Contour::Piece& piece, const Flatness& flatness) {
    if (piece.straight) return 1;
    const auto& [first, second, end] = piece.to;
    const double bend = std::max(length(start - 2 * first + second), length(first - 2 * second + end));
    const double chords = std::sqrt(0.75 * bend / flatness.tolerance);
    const double turn = angle_between(first - start, second - first) + angle_between(second - first, end - second);
    const double widest = 2 * std::acos(std::max(0.0, 1 - flatness.tolerance / (flatness.radius + flatness.tolerance)));
    return static_cast<int>(std::clamp(std::ceil(std::max(chords, 1.5 * turn / widest)), 1.0, most_parts));
}

}  // namespace

std::vector<Vertex> flattened(const Subpath& subpath, const Flatness& flatness, Budget& budget) {
    std::vector<Vertex> line{{subpath.contour.start, false}};
    const double same = flatness.tolerance / 100;
    const auto is_same = [&](Point first, Point second) { return length(second - first) <= same; };
    Point start = subpath.contour.start;
    for (const Contour::Piece& piece : subpath.contour.pieces) {
        const Cubic curve{start, piece.to[0], piece.to[1], piece.to[2]};
        const int parts = parts_of(start, piece, flatness);
        if (!budget.take(static_cast<std::size_t>(parts))) break;
        for (int part = 1; part <= parts; ++part) {
            const bool last = part == parts;
            const Point point = last ? piece.to[2] : at(curve, static_cast<double>(part) / parts);
            if (!is_same(line.back().at, point)) {
                line.push_back({point, !last});
            } else if (last) {
                line.back().smooth = false;
            }
        }
        start = piece.to[2];
    }
    while (subpath.closed && line.size() > 1 && is_same(line.back().at, line.front().at)) line.pop_back();
    return line;
}

}  // namespace baton::signature::svg
