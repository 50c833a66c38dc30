#pragma once

#include "actions/signature/svg/matrix.hpp"
#include "actions/signature/svg/path.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <vector>

namespace baton::signature::svg {

/// What of the plane can be seen: within all of some rectangles, which transforms may have slanted.
class Clip {
public:
    /// From here on only within `place`, whose units become the picture's by `matrix`.
    void narrow(const ViewBox& place, const Matrix& matrix);

    /// `contour` as far as it can be seen; empty if nothing of it can. One that is cut becomes lines within
    /// `tolerance`, which run along the edge where it was cut: right for what is filled. Each piece takes one of the
    /// budget.
    Contour cut(Contour contour, double tolerance, Budget& budget) const;

private:
    // Points with a positive side are inside.
    struct Edge {
        Point normal;
        double offset = 0;
        double side(Point point) const { return normal.x * point.x + normal.y * point.y - offset; }
    };
    static std::vector<Point> cut(const std::vector<Point>& corners, const Edge& edge);

    std::vector<Edge> edges_;
};

}  // namespace baton::signature::svg
