#include "actions/signature/svg/clip.hpp"

#include "actions/signature/cubic.hpp"
#include "actions/signature/svg/flatten.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace baton::signature::svg {

void Clip::narrow(const ViewBox& place, const Matrix& matrix) {
    const std::array corners{matrix({place.x, place.y}), matrix({place.x + place.width, place.y}),
                             matrix({place.x + place.width, place.y + place.height}),
                             matrix({place.x, place.y + place.height})};
    const double turn = matrix.determinant() < 0 ? -1 : 1;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point normal = turn * unit(quarter_turned(corners.at((i + 1) % 4) - corners.at(i)));
        edges_.push_back({normal, dot(normal, corners.at(i))});
    }
}

// Sutherland and Hodgman, 1974.
std::vector<Point> Clip::cut(const std::vector<Point>& corners, const Edge& edge) {
    std::vector<Point> kept;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point from = corners[i];
        const Point to = corners[(i + 1) % corners.size()];
        const double before = edge.side(from);
        const double after = edge.side(to);
        if (before >= 0) kept.push_back(from);
        if ((before >= 0) != (after >= 0)) kept.push_back(from + (before / (before - after)) * (to - from));
    }
    return kept;
}

Contour Clip::cut(Contour contour, double tolerance, Budget& budget) const {
    bool inside = true;
    for (const Edge& edge : edges_) {
        bool any = edge.side(contour.start) >= 0;
        bool all = any;
        for (const Contour::Piece& piece : contour.pieces) {
            for (const Point& point : piece.to) {
                const bool in = edge.side(point) >= 0;
                any = any || in;
                all = all && in;
            }
        }
        if (!any) return {};
        inside = inside && all;
    }
    if (inside) return contour;
    std::vector<Point> corners;
    for (const Vertex& vertex : flattened({std::move(contour), true}, {tolerance, 0}, budget)) {
        corners.push_back(vertex.at);
    }
    for (const Edge& edge : edges_) corners = cut(corners, edge);
    if (corners.size() < 3 || !budget.take(corners.size())) return {};
    Contour made{corners.front(), {}};
    for (std::size_t i = 1; i < corners.size(); ++i) made.line_to(corners[i]);
    return made;
}

}  // namespace baton::signature::svg
