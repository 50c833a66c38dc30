#include "actions/signature/svg/painter.hpp"

#include <algorithm>
#include <cmath>

namespace baton::signature::svg {
namespace {

// Outlines of strokes deviate by this share of the picture's larger side: nothing that a print would show.
constexpr double finest = 1.0 / 15'000;

bool has_area(const Contour& contour) {
    return contour.pieces.size() > 1 || (contour.pieces.size() == 1 && !contour.pieces.front().straight);
}

// The same outline, the other way round.
Contour reversed(const Contour& contour) {
    const auto& pieces = contour.pieces;
    Contour back{pieces.empty() ? contour.start : pieces.back().to[2], {}};
    for (std::size_t i = pieces.size(); i-- > 0;) {
        const Point end = i == 0 ? contour.start : pieces[i - 1].to[2];
        if (pieces[i].straight) {
            back.line_to(end);
        } else {
            back.curve_to(pieces[i].to[1], pieces[i].to[0], end);
        }
    }
    return back;
}

}  // namespace

Painter::Painter(const Viewport& paper, const Limits& limits)
    : paper_{paper}, max_coordinate_{limits.max_coordinate}, budget_{limits.pieces} {}

void Painter::paint(const Path& path, const Style& style, const Matrix& matrix, bool simple) {
    if (path.empty() || out_of_range_ || budget_.exhausted()) return;
    if (!style.shows_fill() && !style.shows_stroke()) return;
    if (!begun_ && is_paper(path, matrix)) {
        begun_ = true;
        return;
    }
    if (style.shows_fill()) fill(path, style, matrix, simple);
    if (style.shows_stroke()) stroke(path, style, matrix);
}

void Painter::fill(const Path& path, const Style& style, const Matrix& matrix, bool simple) {
    std::vector<Contour> contours;
    for (const Subpath& subpath : path) {
        if (has_area(subpath.contour) && budget_.take(subpath.contour.pieces.size())) {
            contours.push_back(subpath.contour);
        }
    }
    add(std::move(contours), matrix, {{}, style.fill.colour, simple ? FillRule::nonzero : style.rule}, simple);
}

void Painter::stroke(const Path& path, const Style& style, const Matrix& matrix) {
    const double scale = matrix.scale();
    const double tolerance = std::max(paper_.width, paper_.height) * finest / scale;
    if (!std::isfinite(tolerance) || !(tolerance > 0)) return;
    std::vector<Contour> contours;
    for (const Subpath& subpath : path) {
        std::ranges::move(stroke_outline(subpath, style.pen, tolerance, budget_), std::back_inserter(contours));
        if (budget_.exhausted()) return;
    }
    add(std::move(contours), matrix, {{}, style.stroke.colour}, true);
}

// Neighbours of one colour become one shape where that changes nothing: a pen's line often comes as hundreds of paths.
void Painter::add(std::vector<Contour> contours, const Matrix& matrix, const Shape& kind, bool positive) {
    if (contours.empty()) return;
    begun_ = true;
    const bool mirrored = matrix.determinant() < 0;
    for (Contour& contour : contours) {
        transform(contour, matrix);
        if (mirrored && positive) contour = reversed(contour);
    }
    auto& shapes = drawing_.shapes;
    if (shapes.empty() || !positive || !positive_ || shapes.back().colour != kind.colour) shapes.push_back(kind);
    std::ranges::move(contours, std::back_inserter(shapes.back().contours));
    positive_ = positive;
}

// The first thing painted, a plain rectangle that reaches every edge of the picture.
bool Painter::is_paper(const Path& path, const Matrix& matrix) const {
    if (path.size() != 1 || path.front().contour.pieces.size() < 3 || path.front().contour.pieces.size() > 4) {
        return false;
    }
    const double slack = std::max(paper_.width, paper_.height) / 100;
    Point least = matrix(path.front().contour.start);
    Point most = least;
    const auto at_corner = [&](Point point) {
        const bool side_x = std::abs(point.x) <= slack || std::abs(point.x - paper_.width) <= slack || point.x < 0 ||
                            point.x > paper_.width;
        const bool side_y = std::abs(point.y) <= slack || std::abs(point.y - paper_.height) <= slack || point.y < 0 ||
                            point.y > paper_.height;
        return side_x && side_y;
    };
    bool corners = at_corner(least);
    for (const Contour::Piece& piece : path.front().contour.pieces) {
        const Point end = matrix(piece.to[2]);
        corners = corners && piece.straight && at_corner(end);
        least = {std::min(least.x, end.x), std::min(least.y, end.y)};
        most = {std::max(most.x, end.x), std::max(most.y, end.y)};
    }
    return corners && least.x <= slack && least.y <= slack && most.x >= paper_.width - slack &&
           most.y >= paper_.height - slack;
}

void Painter::transform(Contour& contour, const Matrix& matrix) {
    contour.start = transformed(contour.start, matrix);
    for (Contour::Piece& piece : contour.pieces) {
        for (Point& point : piece.to) point = transformed(point, matrix);
    }
}

Point Painter::transformed(Point point, const Matrix& matrix) {
    const Point moved = matrix(point);
    if (!(std::abs(moved.x) <= max_coordinate_ && std::abs(moved.y) <= max_coordinate_)) {
        out_of_range_ = true;
        return {};
    }
    return moved;
}

}  // namespace baton::signature::svg
