#include "actions/signature/svg/shapes.hpp"

#include "actions/signature/svg/arc.hpp"
#include "actions/signature/svg/path_data.hpp"

#include <algorithm>
#include <optional>

namespace baton::signature::svg {
namespace {

// Lengths of one element: horizontal ones are relative to the viewport's width, and so on.
class Lengths {
public:
    Lengths(const pugi::xml_node& element, const Viewport& viewport, Objection& objection)
        : element_{element}, viewport_{viewport}, objection_{objection} {}

    double x(const char* name) const { return read(name, viewport_.width).value_or(0); }
    double y(const char* name) const { return read(name, viewport_.height).value_or(0); }
    double other(const char* name) const { return read(name, viewport_.diagonal()).value_or(0); }
    /// The radius of a corner or an ellipse: nothing for `auto`.
    std::optional<double> radius_x(const char* name) const { return positive(read(name, viewport_.width)); }
    std::optional<double> radius_y(const char* name) const { return positive(read(name, viewport_.height)); }

private:
    std::optional<double> read(const char* name, double whole) const {
        const auto* text = element_.attribute(name).value();
        const auto length = read_length(text, whole);
        if (!length && is_foreign_length(text)) objection_.raise("it has a length that only browsers can work out");
        return length;
    }
    static std::optional<double> positive(std::optional<double> length) {
        return length && *length >= 0 ? length : std::nullopt;
    }

    pugi::xml_node element_;
    const Viewport& viewport_;
    Objection& objection_;
};

Path ellipse(Point centre, double rx, double ry) {
    if (!(rx > 0 && ry > 0)) return {};
    const Point right{centre.x + rx, centre.y};
    const Point left{centre.x - rx, centre.y};
    Contour contour{right, {}};
    append_arc(contour, right, {{rx, ry}, 0, false, true, left});
    append_arc(contour, left, {{rx, ry}, 0, false, true, right});
    return {{std::move(contour), true}};
}

Path rectangle(const Lengths& lengths) {
    const double x = lengths.x("x");
    const double y = lengths.y("y");
    const double width = lengths.x("width");
    const double height = lengths.y("height");
    if (!(width > 0 && height > 0)) return {};
    const auto given_x = lengths.radius_x("rx");
    const auto given_y = lengths.radius_y("ry");
    double rx = std::min(given_x.value_or(given_y.value_or(0)), width / 2);
    double ry = std::min(given_y.value_or(given_x.value_or(0)), height / 2);
    const double right = x + width;
    const double bottom = y + height;
    if (!(rx > 0 && ry > 0)) rx = ry = 0;
    Contour contour{{x + rx, y}, {}};
    const auto side = [&](Point to, Point corner_to) {
        contour.line_to(to);
        append_arc(contour, to, {{rx, ry}, 0, false, true, corner_to});
    };
    side({right - rx, y}, {right, y + ry});
    side({right, bottom - ry}, {right - rx, bottom});
    side({x + rx, bottom}, {x, bottom - ry});
    if (rx > 0) side({x, y + ry}, {x + rx, y});
    return {{std::move(contour), true}};
}

Path line(const Lengths& lengths) {
    Contour contour{{lengths.x("x1"), lengths.y("y1")}, {}};
    contour.line_to({lengths.x("x2"), lengths.y("y2")});
    return {{std::move(contour), false}};
}

}  // namespace

Path path_of(const pugi::xml_node& element, std::string_view name, const Viewport& viewport, Budget& budget,
             Objection& objection) {
    const Lengths lengths{element, viewport, objection};
    if (name == "path") return read_path_data(element.attribute("d").value(), budget);
    if (name == "polyline" || name == "polygon") {
        return read_points(element.attribute("points").value(), name == "polygon", budget);
    }
    if (!budget.take(8)) return {};
    if (name == "rect") return rectangle(lengths);
    if (name == "circle") {
        const double radius = lengths.other("r");
        return ellipse({lengths.x("cx"), lengths.y("cy")}, radius, radius);
    }
    if (name == "ellipse") {
        const auto rx = lengths.radius_x("rx");
        const auto ry = lengths.radius_y("ry");
        return ellipse({lengths.x("cx"), lengths.y("cy")}, rx.value_or(ry.value_or(0)), ry.value_or(rx.value_or(0)));
    }
    return name == "line" ? line(lengths) : Path{};
}

bool is_simple(std::string_view name) {
    return name == "rect" || name == "circle" || name == "ellipse";
}

}  // namespace baton::signature::svg
