#include "actions/signature/output/bounds.hpp"

#include "actions/signature/cubic.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace baton::signature {
namespace {

constexpr double margin = 0.05;          // of the longer side
constexpr double most_beside = 1.0 / 3;  // of the ink's width: then ink is 60 % of the frame's
constexpr double tallest = 16;           // height by width
constexpr double reference_side = 358;   // px: the pad on a phone of 390 px
constexpr int flat_steps = 16;

class Extent {
public:
    void take(Point point) {
        box_.left = std::min(box_.left, point.x);
        box_.right = std::max(box_.right, point.x);
        box_.top = std::min(box_.top, point.y);
        box_.bottom = std::max(box_.bottom, point.y);
    }

    // A curve's extremes: its ends, and where one of its coordinates stands still.
    void take(const Cubic& curve) {
        take(curve[3]);
        take_still(curve, curve[0].x, curve[1].x, curve[2].x, curve[3].x);
        take_still(curve, curve[0].y, curve[1].y, curve[2].y, curve[3].y);
    }

    Box box() const { return box_.left <= box_.right ? box_ : Box{}; }

private:
    void take_still(const Cubic& curve, double p0, double p1, double p2, double p3) {
        if (std::min(p1, p2) >= std::min(p0, p3) && std::max(p1, p2) <= std::max(p0, p3)) return;
        const double a = p3 - 3 * p2 + 3 * p1 - p0;
        const double b = 2 * (p2 - 2 * p1 + p0);
        const double c = p1 - p0;
        const double root = std::sqrt(std::max(0.0, b * b - 4 * a * c));
        // Without cancellation, and for a = 0 too.
        const double q = -0.5 * (b + std::copysign(root, b));
        for (const double t : {a != 0 ? q / a : -1, q != 0 ? c / q : -1}) {
            if (t > 0 && t < 1) take(at(curve, t));
        }
    }

    static constexpr double far = std::numeric_limits<double>::infinity();
    Box box_{far, far, -far, -far};
};

Box box_of(const Contour& contour) {
    Extent extent;
    Point from = contour.start;
    extent.take(from);
    for (const Contour::Piece& piece : contour.pieces) {
        if (piece.straight) {
            extent.take(piece.to[2]);
        } else {
            extent.take(Cubic{from, piece.to[0], piece.to[1], piece.to[2]});
        }
        from = piece.to[2];
    }
    return extent.box();
}

// Contours without an area are no ink.
void take(Extent& extent, const Shape& shape) {
    for (const Contour& contour : shape.contours) {
        const Box box = box_of(contour);
        if (box.width() > 0 && box.height() > 0) {
            extent.take(Point{box.left, box.top});
            extent.take(Point{box.right, box.bottom});
        }
    }
}

Box box_of(const Shape& shape) {
    Extent extent;
    take(extent, shape);
    return extent.box();
}

// What outlines add up to; areas that turn the other way are holes.
struct Measure {
    double length = 0;
    double area = 0;

    void take(Point from, Point to) {
        length += signature::length(to - from);
        area += cross(from, to) / 2;
    }

    void take(const Contour& contour, Point origin) {
        Point from = contour.start - origin;
        for (const Contour::Piece& piece : contour.pieces) {
            const Cubic curve{from, piece.to[0] - origin, piece.to[1] - origin, piece.to[2] - origin};
            const int steps = piece.straight ? 1 : flat_steps;
            for (int i = 1; i <= steps; ++i) {
                const Point to = i == steps ? curve[3] : at(curve, static_cast<double>(i) / steps);
                take(from, to);
                from = to;
            }
        }
        take(from, contour.start - origin);
    }
};

}  // namespace

Box ink_box(const Drawing& drawing) {
    Extent extent;
    for (const Shape& shape : drawing.shapes) take(extent, shape);
    return extent.box();
}

bool can_be_placed(const Box& ink) {
    constexpr double least_side = 1e-6;
    return std::isfinite(ink.width()) && std::isfinite(ink.height()) && ink.width() > 0 && ink.height() > 0 &&
           ink.long_side() >= least_side;
}

double layers(const Drawing& drawing) {
    const Box whole = ink_box(drawing);
    if (!can_be_placed(whole)) return 0;
    double covered = 0;
    for (const Shape& shape : drawing.shapes) {
        const Box box = box_of(shape);
        // Relative to each side, so that no product of small numbers becomes nothing.
        covered += box.width() / whole.width() * (box.height() / whole.height());
    }
    return covered;
}

Box frame_around(const Box& ink) {
    const double around = margin * ink.long_side();
    const bool narrow = ink.height() <= tallest * ink.width();
    const double beside = narrow ? std::min(around, most_beside * ink.width()) : around;
    return {ink.left - beside, ink.top - around, ink.right + beside, ink.bottom + around};
}

double outline_way(const Drawing& drawing, const Box& ink) {
    if (ink.long_side() <= 0) return 0;
    double way = 0;
    for (const Shape& shape : drawing.shapes) {
        Measure measure;
        for (const Contour& contour : shape.contours) measure.take(contour, {ink.left, ink.top});
        const double squared = measure.length * measure.length - 4 * std::numbers::pi * std::abs(measure.area);
        way += std::sqrt(std::max(0.0, squared)) / 2;
    }
    return way * reference_side / ink.long_side();
}

}  // namespace baton::signature
