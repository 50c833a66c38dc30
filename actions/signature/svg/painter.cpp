#include "actions/signature/svg/painter.hpp"

#include "actions/signature/svg/dashes.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

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

Painter::Painter(const Viewport& paper, Colour ground, const Limits& limits)
    : paper_{paper}, ground_{ground}, max_coordinate_{limits.max_coordinate}, budget_{limits.pieces} {}

void Painter::paint(const Path& path, const Style& style, const Position& position, bool simple) {
    if (path.empty() || out_of_range_ || budget_.exhausted()) return;
    if (!style.shows_fill() && !style.shows_stroke()) return;
    if (!begun_ && is_paper(path, position.matrix)) {
        begun_ = true;
        if (style.shows_fill()) ground_ = on_ground(style.fill, style.fill_alpha());
        return;
    }
    if (style.stroke_first && style.shows_stroke()) stroke(path, style, position);
    if (style.shows_fill()) fill(path, style, position, simple);
    if (!style.stroke_first && style.shows_stroke()) stroke(path, style, position);
}

void Painter::fill(const Path& path, const Style& style, const Position& position, bool simple) {
    std::vector<Contour> contours;
    for (const Subpath& subpath : path) {
        if (has_area(subpath.contour) && budget_.take(subpath.contour.pieces.size())) {
            contours.push_back(subpath.contour);
        }
    }
    const Colour colour = on_ground(style.fill, style.fill_alpha());
    add(std::move(contours), position, {{}, colour, simple ? FillRule::nonzero : style.rule}, simple);
}

void Painter::stroke(const Path& path, const Style& style, const Position& position) {
    const double scale = style.fixed_width ? 1 : position.matrix.scale();
    const double tolerance = std::max(paper_.width, paper_.height) * finest / scale;
    if (!std::isfinite(tolerance) || !(tolerance > 0)) return;
    Path placed = path;
    Position from_here = position;
    if (style.fixed_width) {
        for (Subpath& subpath : placed) transform(subpath.contour, position.matrix);
        from_here.matrix = {};
    }
    std::vector<Contour> contours = outlines(placed, style, position.path_length, tolerance);
    if (budget_.exhausted()) return;
    add(std::move(contours), from_here, {{}, on_ground(style.stroke, style.stroke_alpha())}, true);
}

std::vector<Contour> Painter::outlines(const Path& path, const Style& style, double path_length, double tolerance) {
    const Flatness flatness{tolerance, style.pen.width / 2};
    std::vector<double> lengths = style.dashes ? *style.dashes : std::vector<double>{};
    double offset = style.dash_offset;
    if (!lengths.empty() && path_length > 0) {
        double whole = 0;
        for (const Subpath& subpath : path) whole += length_of(subpath, flatness, budget_);
        for (double& each : lengths) each *= whole / path_length;
        offset *= whole / path_length;
    }
    std::vector<Contour> contours;
    for (const Subpath& subpath : path) {
        const bool whole = lengths.empty() || !(std::ranges::max(lengths) > 0);
        const Path marks = whole ? Path{subpath} : dashed(subpath, {lengths, offset}, flatness, budget_);
        for (const Subpath& mark : marks) {
            std::ranges::move(stroke_outline(mark, style.pen, tolerance, budget_), std::back_inserter(contours));
            if (budget_.exhausted()) return {};
        }
    }
    return contours;
}

// Neighbours of one colour become one shape where that changes nothing: a pen's line often comes as hundreds of paths.
void Painter::add(std::vector<Contour> contours, const Position& position, const Shape& kind, bool positive) {
    const bool mirrored = position.matrix.determinant() < 0;
    const double tolerance = std::max(paper_.width, paper_.height) * finest;
    for (Contour& contour : contours) {
        transform(contour, position.matrix);
        if (mirrored && positive) contour = reversed(contour);
        contour = position.clip.cut(std::move(contour), tolerance, budget_);
    }
    std::erase_if(contours, [](const Contour& contour) { return contour.pieces.empty(); });
    if (contours.empty()) return;
    begun_ = true;
    auto& shapes = drawing_.shapes;
    if (shapes.empty() || !positive || !positive_ || shapes.back().colour != kind.colour) shapes.push_back(kind);
    std::ranges::move(contours, std::back_inserter(shapes.back().contours));
    positive_ = positive;
}

Colour Painter::on_ground(const Tint& tint, double alpha) const {
    const auto mix = [&](std::uint8_t ink, std::uint8_t ground) {
        return static_cast<std::uint8_t>(std::lround(std::lerp(ground, ink, std::clamp(alpha, 0.0, 1.0))));
    };
    return {mix(tint.colour.red, ground_.red), mix(tint.colour.green, ground_.green),
            mix(tint.colour.blue, ground_.blue)};
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
