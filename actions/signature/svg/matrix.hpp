#pragma once

#include "actions/signature/drawing.hpp"

#include <cmath>

namespace baton::signature::svg {

/// An affine map as SVG writes it: x' = a·x + c·y + e, y' = b·x + d·y + f.
struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Point operator()(Point point) const { return {a * point.x + c * point.y + e, b * point.x + d * point.y + f}; }
    double determinant() const { return a * d - b * c; }
    /// How much longer things become, averaged over the directions.
    double scale() const { return std::sqrt(std::abs(determinant())); }
};

/// First `inner`, then `outer`.
inline Matrix operator*(const Matrix& outer, const Matrix& inner) {
    return {outer.a * inner.a + outer.c * inner.b,           outer.b * inner.a + outer.d * inner.b,
            outer.a * inner.c + outer.c * inner.d,           outer.b * inner.c + outer.d * inner.d,
            outer.a * inner.e + outer.c * inner.f + outer.e, outer.b * inner.e + outer.d * inner.f + outer.f};
}

}  // namespace baton::signature::svg
