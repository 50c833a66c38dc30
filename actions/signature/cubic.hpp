#pragma once

#include "actions/signature/drawing.hpp"

#include <array>
#include <cmath>

namespace baton::signature {

inline Point operator+(Point a, Point b) {
    return {a.x + b.x, a.y + b.y};
}
inline Point operator-(Point a, Point b) {
    return {a.x - b.x, a.y - b.y};
}
inline Point operator*(double factor, Point a) {
    return {factor * a.x, factor * a.y};
}
inline double dot(Point a, Point b) {
    return a.x * b.x + a.y * b.y;
}
inline double cross(Point a, Point b) {
    return a.x * b.y - a.y * b.x;
}
inline double length(Point a) {
    return std::hypot(a.x, a.y);
}
/// `a` with the length 1; `otherwise` if it has none.
inline Point unit(Point a, Point otherwise = {1, 0}) {
    const double size = length(a);
    return size > 0 ? (1 / size) * a : otherwise;
}
/// `a` turned by a quarter, from x towards y.
inline Point quarter_turned(Point a) {
    return {-a.y, a.x};
}

/// A cubic Bézier curve: start, both control points, end.
using Cubic = std::array<Point, 4>;

inline Point at(const Cubic& curve, double t) {
    const double s = 1 - t;
    return (s * s * s) * curve[0] + (3 * s * s * t) * curve[1] + (3 * s * t * t) * curve[2] + (t * t * t) * curve[3];
}

inline Point derivative(const Cubic& curve, double t) {
    const double s = 1 - t;
    return (3 * s * s) * (curve[1] - curve[0]) + (6 * s * t) * (curve[2] - curve[1]) +
           (3 * t * t) * (curve[3] - curve[2]);
}

}  // namespace baton::signature
