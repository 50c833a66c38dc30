#include "actions/signature/svg/arc.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace baton::signature::svg {
namespace {

// The ellipse in its centre's form: angles are those of the unit circle that it is the image of.
struct Ellipse {
    Point centre;
    Point radii;
    double cosine = 1;
    double sine = 0;
    double begin = 0;
    double turn = 0;

    Point at(double x, double y) const {
        return {centre.x + radii.x * x * cosine - radii.y * y * sine,
                centre.y + radii.x * x * sine + radii.y * y * cosine};
    }
};

Ellipse centre_form(Point start, const Arc& arc) {
    Ellipse ellipse;
    const double angle = arc.rotation * std::numbers::pi / 180;
    ellipse.cosine = std::cos(angle);
    ellipse.sine = std::sin(angle);
    double rx = std::abs(arc.radii.x);
    double ry = std::abs(arc.radii.y);
    const double half_x = (start.x - arc.end.x) / 2;
    const double half_y = (start.y - arc.end.y) / 2;
    const double x = ellipse.cosine * half_x + ellipse.sine * half_y;
    const double y = -ellipse.sine * half_x + ellipse.cosine * half_y;
    const double reach = (x / rx) * (x / rx) + (y / ry) * (y / ry);
    if (reach > 1) {
        rx *= std::sqrt(reach);
        ry *= std::sqrt(reach);
    }
    ellipse.radii = {rx, ry};
    // In units of the radii the end points lie symmetrically on a unit circle: the centre is on their bisector.
    const double ux = x / rx;
    const double uy = y / ry;
    const double square = ux * ux + uy * uy;
    const double distance = square > 0 ? std::sqrt(std::max(0.0, 1 / square - 1)) : 0;
    const double side = arc.large == arc.sweep ? -distance : distance;
    const double cx = side * uy;
    const double cy = -side * ux;
    ellipse.centre = {(start.x + arc.end.x) / 2 + ellipse.cosine * rx * cx - ellipse.sine * ry * cy,
                      (start.y + arc.end.y) / 2 + ellipse.sine * rx * cx + ellipse.cosine * ry * cy};
    ellipse.begin = std::atan2(uy - cy, ux - cx);
    ellipse.turn = std::atan2(-uy - cy, -ux - cx) - ellipse.begin;
    if (arc.sweep && ellipse.turn < 0) ellipse.turn += 2 * std::numbers::pi;
    if (!arc.sweep && ellipse.turn > 0) ellipse.turn -= 2 * std::numbers::pi;
    return ellipse;
}

}  // namespace

void append_arc(Contour& contour, Point start, const Arc& arc) {
    if (start == arc.end) return;
    if (!(std::abs(arc.radii.x) > 0 && std::abs(arc.radii.y) > 0)) {
        contour.line_to(arc.end);
        return;
    }
    const Ellipse ellipse = centre_form(start, arc);
    if (!std::isfinite(ellipse.turn) || !std::isfinite(ellipse.centre.x) || !std::isfinite(ellipse.centre.y)) {
        contour.line_to(arc.end);
        return;
    }
    const int parts =
        std::clamp(static_cast<int>(std::ceil(std::abs(ellipse.turn) / (std::numbers::pi / 2) - 1e-9)), 1, 4);
    const double step = ellipse.turn / parts;
    const double handle = 4.0 / 3 * std::tan(step / 4);
    for (int part = 0; part < parts; ++part) {
        const double from = ellipse.begin + part * step;
        const double to = from + step;
        const Point end = part + 1 == parts ? arc.end : ellipse.at(std::cos(to), std::sin(to));
        contour.curve_to(ellipse.at(std::cos(from) - handle * std::sin(from), std::sin(from) + handle * std::cos(from)),
                         ellipse.at(std::cos(to) + handle * std::sin(to), std::sin(to) - handle * std::cos(to)), end);
    }
}

}  // namespace baton::signature::svg
