#include "actions/signature/svg/style.hpp"

#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>

namespace baton::signature::svg {
namespace {

struct Context {
    const Style& parent;
    const Viewport& viewport;
};

using Setter = void (*)(Style&, std::string_view, const Context&);

void set_tint(Tint& tint, std::string_view value, const Tint& inherited, Colour current) {
    if (value == "none") {
        tint.alpha = 0;
    } else if (value == "inherit") {
        tint = inherited;
    } else if (equals_ignoring_case(value, "currentcolor")) {
        tint = {current, 1};
    } else if (const auto read = read_colour(value)) {
        tint = *read;
    }
}

void set_opacity(double& opacity, std::string_view value, double inherited) {
    if (value == "inherit") {
        opacity = inherited;
    } else if (const auto read = read_length(value, 1)) {
        opacity = std::clamp(*read, 0.0, 1.0);
    }
}

void set_colour(Style& style, std::string_view value, const Context&) {
    if (const auto read = read_colour(value)) style.colour = read->colour;
}

void set_fill(Style& style, std::string_view value, const Context& context) {
    set_tint(style.fill, value, context.parent.fill, style.colour);
}

void set_stroke(Style& style, std::string_view value, const Context& context) {
    set_tint(style.stroke, value, context.parent.stroke, style.colour);
}

void set_fill_opacity(Style& style, std::string_view value, const Context& context) {
    set_opacity(style.fill_opacity, value, context.parent.fill_opacity);
}

void set_stroke_opacity(Style& style, std::string_view value, const Context& context) {
    set_opacity(style.stroke_opacity, value, context.parent.stroke_opacity);
}

void set_group_opacity(Style& style, std::string_view value, const Context& context) {
    double own = 1;
    set_opacity(own, value, 1);
    style.opacity = context.parent.opacity * own;
}

void set_width(Style& style, std::string_view value, const Context& context) {
    const auto read = read_length(value, context.viewport.diagonal());
    if (read && *read >= 0) style.pen.width = *read;
}

void set_cap(Style& style, std::string_view value, const Context&) {
    if (value == "butt") {
        style.pen.cap = Cap::butt;
    } else if (value == "round") {
        style.pen.cap = Cap::round;
    } else if (value == "square") {
        style.pen.cap = Cap::square;
    }
}

void set_join(Style& style, std::string_view value, const Context&) {
    if (value == "miter" || value == "miter-clip" || value == "arcs") {
        style.pen.join = Join::miter;
    } else if (value == "round") {
        style.pen.join = Join::round;
    } else if (value == "bevel") {
        style.pen.join = Join::bevel;
    }
}

void set_miter_limit(Style& style, std::string_view value, const Context&) {
    const auto read = read_length(value, 1);
    if (read && *read >= 1) style.pen.miter_limit = *read;
}

void set_rule(Style& style, std::string_view value, const Context&) {
    if (value == "evenodd") {
        style.rule = FillRule::evenodd;
    } else if (value == "nonzero") {
        style.rule = FillRule::nonzero;
    }
}

void set_visibility(Style& style, std::string_view value, const Context&) {
    if (value != "inherit") style.visible = value == "visible";
}

void set_display(Style& style, std::string_view value, const Context&) {
    style.displayed = value != "none";
}

struct Property {
    std::string_view name;
    Setter set;
};

// `color` first: other properties may refer to it.
constexpr std::array properties{Property{"color", set_colour},
                                Property{"fill", set_fill},
                                Property{"stroke", set_stroke},
                                Property{"fill-opacity", set_fill_opacity},
                                Property{"stroke-opacity", set_stroke_opacity},
                                Property{"opacity", set_group_opacity},
                                Property{"stroke-width", set_width},
                                Property{"stroke-linecap", set_cap},
                                Property{"stroke-linejoin", set_join},
                                Property{"stroke-miterlimit", set_miter_limit},
                                Property{"fill-rule", set_rule},
                                Property{"visibility", set_visibility},
                                Property{"display", set_display}};

using Values = std::array<std::string_view, properties.size()>;

void note(Values& values, std::string_view name, std::string_view value) {
    const auto* property = std::ranges::find(properties, name, &Property::name);
    if (property != properties.end() && value.find("url(") == value.npos) {
        values.at(static_cast<std::size_t>(property - properties.begin())) = trimmed(value);
    }
}

void note_declarations(Values& values, std::string_view style) {
    while (!style.empty()) {
        const std::string_view declaration = style.substr(0, style.find(';'));
        style.remove_prefix(std::min(style.size(), declaration.size() + 1));
        const std::size_t colon = declaration.find(':');
        if (colon != declaration.npos) {
            const std::string_view value = declaration.substr(colon + 1);
            note(values, trimmed(declaration.substr(0, colon)), value.substr(0, value.find('!')));
        }
    }
}

}  // namespace

Style style_of(const pugi::xml_node& element, const Style& parent, const Viewport& viewport) {
    Values values;
    std::string_view declarations;
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        const std::string_view name{attribute.name()};
        if (name == "style") {
            declarations = attribute.value();
        } else {
            note(values, name, attribute.value());
        }
    }
    note_declarations(values, declarations);
    Style style = parent;
    for (std::size_t i = 0; i < properties.size(); ++i) {
        if (!values.at(i).empty()) properties.at(i).set(style, values.at(i), {parent, viewport});
    }
    return style;
}

}  // namespace baton::signature::svg
