#include "coverage.hpp"

#include "actions/signature/ink/centre_line.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace baton::signature::testing {
namespace {

constexpr double reach = 1;  // px around a disc in which depths are known

class Depths {
public:
    explicit Depths(const Grid& grid) : grid_(grid), depths_(grid.columns * grid.rows, -reach) {}

    void add_disc(Point centre, double radius) {
        const double far = radius + reach;
        const std::size_t last_row = index(centre.y + far, grid_.top, grid_.rows);
        const std::size_t last_column = index(centre.x + far, grid_.left, grid_.columns);
        for (std::size_t row = index(centre.y - far, grid_.top, grid_.rows); row <= last_row; ++row) {
            for (std::size_t column = index(centre.x - far, grid_.left, grid_.columns); column <= last_column;
                 ++column) {
                const double depth = radius - std::hypot(grid_.x(column) - centre.x, grid_.y(row) - centre.y);
                float& deepest = depths_[row * grid_.columns + column];
                deepest = std::max(deepest, static_cast<float>(depth));
            }
        }
    }

    std::vector<float> take() { return std::move(depths_); }

private:
    std::size_t index(double at, double from, std::size_t count) const {
        return static_cast<std::size_t>(
            std::clamp(std::round((at - from) / grid_.step), 0.0, static_cast<double>(count - 1)));
    }

    Grid grid_;
    std::vector<float> depths_;
};

using Polygon = std::vector<Point>;

Polygon flattened(const Contour& contour) {
    Polygon polygon{contour.start};
    for (const Contour::Piece& piece : contour.pieces) {
        const Cubic curve{polygon.back(), piece.to[0], piece.to[1], piece.to[2]};
        constexpr int steps = 32;
        for (int i = 1; i <= steps; ++i) polygon.push_back(at(curve, static_cast<double>(i) / steps));
    }
    return polygon;
}

}  // namespace

Grid grid_around(std::span<const Node> nodes) {
    double left = 1e9;
    double top = 1e9;
    double right = -1e9;
    double bottom = -1e9;
    for (const Node& node : nodes) {
        left = std::min(left, node.at.x);
        top = std::min(top, node.at.y);
        right = std::max(right, node.at.x);
        bottom = std::max(bottom, node.at.y);
    }
    // A spline may leave the box of its nodes.
    const double room = 6 + 0.2 * std::max(right - left, bottom - top);
    Grid grid{left - room, top - room, 0.25, 0, 0};
    grid.columns = static_cast<std::size_t>((right - left + 2 * room) / grid.step);
    grid.rows = static_cast<std::size_t>((bottom - top + 2 * room) / grid.step);
    return grid;
}

std::vector<float> depths(std::span<const Node> nodes, const Grid& grid) {
    Depths depths{grid};
    if (nodes.size() == 1) depths.add_disc(nodes.front().at, nodes.front().width / 2);
    for (const Span& span : spline(nodes)) {
        double hull = 0;
        for (std::size_t i = 1; i < 4; ++i) hull += length(span.curve[i] - span.curve[i - 1]);
        const int steps = static_cast<int>(hull / 0.1) + 16;
        for (int i = 0; i <= steps; ++i) {
            const double t = static_cast<double>(i) / steps;
            depths.add_disc(at(span.curve, t), (span.from_width + t * (span.to_width - span.from_width)) / 2);
        }
    }
    return depths.take();
}

std::vector<int> windings(std::span<const Contour> contours, const Grid& grid) {
    // What a step over the left end of each cell changes, row by row.
    std::vector<int> changes(grid.columns * grid.rows + 1);
    for (const Contour& contour : contours) {
        const Polygon polygon = flattened(contour);
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const Point from = polygon[i];
            const Point to = polygon[(i + 1) % polygon.size()];
            const double top = std::min(from.y, to.y);
            const double bottom = std::max(from.y, to.y);
            auto row = static_cast<std::size_t>(std::max(0.0, std::ceil((top - grid.top) / grid.step)));
            for (; row < grid.rows && grid.y(row) < bottom; ++row) {
                if (grid.y(row) < top) continue;
                const double x = from.x + (to.x - from.x) * (grid.y(row) - from.y) / (to.y - from.y);
                const auto column = static_cast<std::size_t>(std::max(0.0, std::ceil((x - grid.left) / grid.step)));
                if (column < grid.columns) changes[row * grid.columns + column] += from.y < to.y ? -1 : 1;
            }
        }
    }
    std::vector<int> windings(grid.columns * grid.rows);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        int winding = 0;
        for (std::size_t column = 0; column < grid.columns; ++column) {
            winding += changes[row * grid.columns + column];
            windings[row * grid.columns + column] = winding;
        }
    }
    return windings;
}

}  // namespace baton::signature::testing
