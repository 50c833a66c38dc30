#include "actions/signature/svg/property.hpp"

#include "actions/signature/svg/css_text.hpp"
#include "actions/signature/svg/paint_value.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>

namespace baton::signature::svg {
namespace {

Reading set_length(double& length, std::string_view value, double whole, double least) {
    const auto read = read_length(value, whole);
    if (!read) return is_foreign_length(value) ? Reading::unread : Reading::invalid;
    if (*read < least) return Reading::invalid;
    length = *read;
    return Reading::set;
}

Reading set_share(double& share, std::string_view value) {
    double read = 0;
    const Reading reading = set_length(read, value, 1, -max_number);
    if (reading == Reading::set) share = std::clamp(read, 0.0, 1.0);
    return reading;
}

template <class Value>
struct Keyword {
    std::string_view name;
    Value value;
};

template <class Value, std::size_t Count>
Reading set_keyword(Value& to, std::string_view value, const std::array<Keyword<Value>, Count>& keywords) {
    const auto* found =
        std::ranges::find_if(keywords, [&](const auto& keyword) { return equals_ignoring_case(value, keyword.name); });
    if (found == keywords.end()) return value.find('(') == value.npos ? Reading::invalid : Reading::unread;
    to = found->value;
    return Reading::set;
}

constexpr std::array caps{Keyword{"butt", Cap::butt}, Keyword{"round", Cap::round}, Keyword{"square", Cap::square}};
constexpr std::array joins{Keyword{"miter", Join::miter}, Keyword{"round", Join::round}, Keyword{"bevel", Join::bevel}};
constexpr std::array rules{Keyword{"nonzero", FillRule::nonzero}, Keyword{"evenodd", FillRule::evenodd}};
constexpr std::array visibilities{Keyword{"visible", true}, Keyword{"hidden", false}, Keyword{"collapse", false}};
constexpr std::array overflows{Keyword{"visible", false}, Keyword{"auto", false}, Keyword{"hidden", true},
                               Keyword{"scroll", true}, Keyword{"clip", true}};
constexpr std::array effects{Keyword{"none", false}, Keyword{"non-scaling-stroke", true}};

Reading set_display(Style& style, std::string_view value, const Surroundings&) {
    if (equals_ignoring_case(value, "contents")) return Reading::unread;
    style.displayed = !equals_ignoring_case(value, "none");
    return Reading::set;
}

Reading set_opacity(Style& style, std::string_view value, const Surroundings& around) {
    double own = 1;
    const Reading reading = set_share(own, value);
    if (reading == Reading::set) style.opacity = around.parent.opacity * own;
    return reading;
}

Reading set_paint_order(Style& style, std::string_view value, const Surroundings&) {
    const std::string order = lowered(value);
    style.stroke_first = order.find("stroke") < order.find("fill");
    return Reading::set;
}

Reading set_dashes(Style& style, std::string_view value, const Surroundings& around) {
    if (equals_ignoring_case(value, "none")) value = {};
    constexpr std::size_t most_dashes = 256;
    auto dashes = std::make_shared<std::vector<double>>();
    double sum = 0;
    while (!(value = trimmed(value)).empty()) {
        const auto end = std::ranges::find_if(value, [](char c) { return c == ',' || is_space(c); });
        double length = 0;
        const Reading reading = set_length(length, {value.begin(), end}, around.viewport.diagonal(), 0);
        if (reading != Reading::set) return reading;
        dashes->push_back(length);
        sum += length;
        if (dashes->size() > most_dashes) return Reading::unread;
        value = trimmed({end, value.end()});
        if (value.starts_with(',')) value.remove_prefix(1);
    }
    if (dashes->size() % 2 == 1) dashes->insert(dashes->end(), dashes->begin(), dashes->end());
    style.dashes = sum > 0 ? std::move(dashes) : nullptr;
    return Reading::set;
}

Reading set_clip_path(Style& style, std::string_view value, const Surroundings& around) {
    style.clip_path.reset();
    if (equals_ignoring_case(value, "none")) return Reading::set;
    const auto reference = take_url(value);
    if (!reference || !trimmed(value).empty()) return Reading::unread;
    style.clip_path = around.clip(*reference);
    return style.clip_path ? Reading::set : Reading::unread;
}

#define COPY(member) [](Style& to, const Style& from) { to.member = from.member; }

constexpr std::array obeyed{
    Property{"color",
             [](Style& style, std::string_view value, const Surroundings& around) {
                 const Reading reading = set_colour(style.colour, value);
                 if (style.colour.current) style.colour = around.parent.colour;
                 return reading;
             },
             COPY(colour)},
    Property{"fill",
             [](Style& style, std::string_view value, const Surroundings& around) {
                 return set_paint(style.fill, value, around);
             },
             COPY(fill)},
    Property{"stroke",
             [](Style& style, std::string_view value, const Surroundings& around) {
                 return set_paint(style.stroke, value, around);
             },
             COPY(stroke)},
    Property{"stop-color",
             [](Style& style, std::string_view value, const Surroundings&) { return set_colour(style.stop, value); },
             COPY(stop), false},
    Property{
        "stop-opacity",
        [](Style& style, std::string_view value, const Surroundings&) { return set_share(style.stop_opacity, value); },
        COPY(stop_opacity), false},
    Property{
        "fill-opacity",
        [](Style& style, std::string_view value, const Surroundings&) { return set_share(style.fill_opacity, value); },
        COPY(fill_opacity)},
    Property{"stroke-opacity",
             [](Style& style, std::string_view value, const Surroundings&) {
                 return set_share(style.stroke_opacity, value);
             },
             COPY(stroke_opacity)},
    Property{"opacity", set_opacity, [](Style&, const Style&) {}, false},
    Property{"stroke-width",
             [](Style& style, std::string_view value, const Surroundings& around) {
                 return set_length(style.pen.width, value, around.viewport.diagonal(), 0);
             },
             COPY(pen.width)},
    Property{"stroke-linecap",
             [](Style& style, std::string_view value, const Surroundings&) {
                 return set_keyword(style.pen.cap, value, caps);
             },
             COPY(pen.cap)},
    Property{"stroke-linejoin",
             [](Style& style, std::string_view value, const Surroundings&) {
                 return set_keyword(style.pen.join, value, joins);
             },
             COPY(pen.join)},
    Property{"stroke-miterlimit",
             [](Style& style, std::string_view value, const Surroundings&) {
                 return set_length(style.pen.miter_limit, value, 1, 1);
             },
             COPY(pen.miter_limit)},
    Property{"stroke-dasharray", set_dashes, COPY(dashes)},
    Property{"stroke-dashoffset",
             [](Style& style, std::string_view value, const Surroundings& around) {
                 return set_length(style.dash_offset, value, around.viewport.diagonal(), -max_number);
             },
             COPY(dash_offset)},
    Property{
        "fill-rule",
        [](Style& style, std::string_view value, const Surroundings&) { return set_keyword(style.rule, value, rules); },
        COPY(rule)},
    Property{"paint-order", set_paint_order, COPY(stroke_first)},
    Property{"vector-effect",
             [](Style& style, std::string_view value, const Surroundings&) {
                 const Reading reading = set_keyword(style.fixed_width, value, effects);
                 return reading == Reading::set ? reading : Reading::unread;
             },
             COPY(fixed_width), false},
    Property{"overflow",
             [](Style& style, std::string_view value, const Surroundings&) {
                 return set_keyword(style.clipped, value, overflows);
             },
             COPY(clipped), false},
    Property{"clip-path", set_clip_path, COPY(clip_path), false},
    Property{"visibility",
             [](Style& style, std::string_view value, const Surroundings&) {
                 return set_keyword(style.visible, value, visibilities);
             },
             COPY(visible)},
    Property{"display", set_display, COPY(displayed), false}};

#undef COPY

// What changes the picture unless it has one of these values.
struct Unobeyed {
    std::string_view name;
    std::array<std::string_view, 3> harmless;
    bool declared_only = false;  ///< as an attribute it is something else
};

constexpr std::array unobeyed{Unobeyed{"filter", {"none"}},
                              Unobeyed{"backdrop-filter", {"none"}},
                              Unobeyed{"mask", {"none"}},
                              Unobeyed{"mask-image", {"none"}},
                              Unobeyed{"marker", {"none"}},
                              Unobeyed{"marker-start", {"none"}},
                              Unobeyed{"marker-mid", {"none"}},
                              Unobeyed{"marker-end", {"none"}},
                              Unobeyed{"mix-blend-mode", {"normal"}},
                              Unobeyed{"transform", {"none"}, true},
                              Unobeyed{"transform-origin", {"0 0", "0px 0px", "0"}},
                              Unobeyed{"translate", {"none", "0"}, true},
                              Unobeyed{"rotate", {"none", "0"}, true},
                              Unobeyed{"scale", {"none", "1"}, true},
                              Unobeyed{"offset-path", {"none"}, true},
                              Unobeyed{"animation", {"none"}},
                              Unobeyed{"animation-name", {"none"}},
                              Unobeyed{"zoom", {"1", "normal", "100%"}, true},
                              Unobeyed{"all", {}, true},
                              Unobeyed{"d", {}, true},
                              Unobeyed{"x", {"0", "auto"}, true},
                              Unobeyed{"y", {"0", "auto"}, true},
                              Unobeyed{"cx", {}, true},
                              Unobeyed{"cy", {}, true},
                              Unobeyed{"r", {}, true},
                              Unobeyed{"rx", {"auto"}, true},
                              Unobeyed{"ry", {"auto"}, true},
                              Unobeyed{"width", {"auto", "100%"}, true},
                              Unobeyed{"height", {"auto", "100%"}, true}};

constexpr std::array<std::string_view, 5> wide{"inherit", "initial", "unset", "revert", "revert-layer"};

}  // namespace

std::span<const Property> properties() {
    return obeyed;
}

bool is_harmless(std::string_view name, std::string_view value, bool attribute) {
    const auto* found = std::ranges::find(unobeyed, name, &Unobeyed::name);
    if (found == unobeyed.end() || (attribute && found->declared_only) || value.empty()) return true;
    const auto is_value = [&](std::string_view each) { return !each.empty() && equals_ignoring_case(value, each); };
    return std::ranges::any_of(found->harmless, is_value) || (name != "all" && std::ranges::any_of(wide, is_value));
}

}  // namespace baton::signature::svg
