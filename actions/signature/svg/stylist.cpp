#include "actions/signature/svg/stylist.hpp"

#include "actions/signature/svg/css_text.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace baton::signature::svg {
namespace {

constexpr std::size_t most_work = 20'000'000;
constexpr int longest_chain = 8;  // of gradients that take their stops from others

bool is_initial(std::string_view value, bool inherited) {
    return equals_ignoring_case(value, "initial") || (!inherited && !equals_ignoring_case(value, "inherit"));
}

bool is_wide(std::string_view value) {
    for (const std::string_view each : {"inherit", "initial", "unset", "revert", "revert-layer"}) {
        if (equals_ignoring_case(value, each)) return true;
    }
    return false;
}

bool is_gradient(std::string_view name) {
    return name == "linearGradient" || name == "radialGradient";
}

// The one element in a clip path, if that is a rectangle of nothing but its place, its size and a style.
pugi::xml_node plain_rectangle(const pugi::xml_node& clip_path, const Index& index, Budget& work) {
    pugi::xml_node only;
    for (const pugi::xml_node& child : clip_path.children()) {
        if (!work.take(1)) return {};
        if (child.type() != pugi::node_element) continue;
        if (only || index.name_of(child) != "rect") return {};
        only = child;
    }
    for (const char* name : {"rx", "ry", "transform", "requiredExtensions", "systemLanguage"}) {
        if (only.attribute(name)) return {};
    }
    return only;
}

// How large the page shows a picture.
bool is_place(std::string_view name) {
    return name == "width" || name == "height" || name == "x" || name == "y";
}

// True if another size only makes the picture larger or smaller.
bool shows_whole_box(const pugi::xml_node& root) {
    const std::string_view fit = root.attribute("preserveAspectRatio").value();
    return read_view_box(root.attribute("viewBox").value()) && fit.find("none") == fit.npos &&
           fit.find("slice") == fit.npos;
}

// What is not inherited begins anew with each element; `display` and `opacity` hold for all that is within.
Style within(const Style& parent) {
    const Style initial;
    Style style = parent;
    for (const Property& property : properties()) {
        if (!property.inherited && property.name != "display") property.copy(style, initial);
    }
    return style;
}

// `currentColor` is inherited as the word, so that each element means its own colour.
void resolve_current(Style& style) {
    for (Tint* tint : {&style.fill, &style.stroke, &style.stop}) {
        if (tint->current) *tint = {style.colour.colour, style.colour.alpha, true};
    }
}

}  // namespace

Stylist::Stylist(const Index& index, const Style& base, const Viewport& picture, Objection& objection)
    : index_{index},
      sheet_{index, objection},
      base_{base},
      picture_{picture},
      objection_{objection},
      work_{most_work} {}

Style Stylist::style_of(const pugi::xml_node& element, const Style& parent, const Viewport& viewport) {
    Objection objection;
    Style style = styled(element, parent, viewport, objection);
    if (style.displayed && objection.raised()) objection_.raise(objection.reason());
    return style;
}

Style Stylist::styled(const pugi::xml_node& element, const Style& parent, const Viewport& viewport,
                      Objection& objection) {
    work_.take(properties().size());
    Gathered gathered = gather(element, objection);
    Style style = within(parent);
    if (!gathered.variables.own.empty()) {
        gathered.variables.around = parent.variables;
        style.variables = std::make_shared<const Variables>(std::move(gathered.variables));
    }
    const Surroundings around{parent, viewport,
                              [&](std::string_view reference) { return gradient(reference, objection); },
                              [&](std::string_view reference) { return clip(reference, viewport, objection); }};
    for (const Property& property : properties()) set(style, property, gathered, around, objection);
    resolve_current(style);
    return style;
}

std::vector<Stylist::Matched> Stylist::matched(const pugi::xml_node& element, Objection& objection) {
    std::vector<Matched> found;
    for (const Rule& rule : sheet_.rules()) {
        if (work_.exhausted()) break;
        const Match fit = match(rule.selector, element, index_, work_);
        if (fit == Match::perhaps && !sheet_.block(rule.declarations).empty()) {
            objection.raise("a style sheet selects by more than elements, classes and ids");
        }
        if (fit == Match::yes) found.push_back({rule.selector.specificity, rule.order, rule.declarations});
    }
    std::ranges::sort(found, {}, [](const Matched& each) { return std::tie(each.specificity, each.order); });
    return found;
}

Stylist::Gathered Stylist::gather(const pugi::xml_node& element, Objection& objection) {
    Gathered gathered;
    gathered.boxed = element == index_.root && shows_whole_box(element);
    std::string_view style;
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        const std::string_view name{attribute.name()};
        const std::string_view value{attribute.value()};
        if (!work_.take(1 + (name.size() + value.size()) / 8)) return gathered;
        if (name == "style") {
            style = value;
        } else {
            note(gathered, name, trimmed(value), true, objection);
        }
    }
    std::vector<Declaration> own;
    if (style.find("/*") != style.npos) {
        // Kept, as variables point into it.
        std::string& bare = bare_[element.internal_object()];
        if (bare.empty()) bare = without_comments(style);
        style = bare;
    }
    while (!style.empty()) {
        const Declaration declaration = take_declaration(style);
        if (!declaration.name.empty()) own.push_back(declaration);
    }
    const std::vector<Matched> rules = matched(element, objection);
    for (const bool important : {false, true}) {
        for (const Matched& rule : rules) note(gathered, sheet_.block(rule.block), important, objection);
        note(gathered, own, important, objection);
    }
    return gathered;
}

void Stylist::note(Gathered& gathered, const std::vector<Declaration>& block, bool important, Objection& objection) {
    for (const Declaration& declaration : block) {
        if (declaration.important != important || !work_.take(1)) continue;
        note(gathered, declaration.name, declaration.value, false, objection);
    }
}

void Stylist::note(Gathered& gathered, std::string_view name, std::string_view value, bool attribute,
                   Objection& objection) {
    if (!attribute && name.starts_with("--")) {
        gathered.variables.own.push_back({name, value});
        return;
    }
    const auto same = [&](const Property& property) {
        return attribute ? property.name == name : equals_ignoring_case(name, property.name);
    };
    const auto found = std::ranges::find_if(properties(), same);
    if (found != properties().end()) {
        if (!value.empty()) gathered.values.push_back({found->name, value});
        return;
    }
    const std::string known = attribute ? std::string{name} : lowered(name);
    if (!(gathered.boxed && is_place(known)) && !is_harmless(known, value, attribute)) {
        objection.raise(
            "it uses a property that is not drawn, such as filters, masks, clips, markers or transforms in CSS");
    }
}

void Stylist::set(Style& style, const Property& property, const Gathered& gathered, const Surroundings& around,
                  Objection& objection) {
    for (auto declared = gathered.values.rbegin(); declared != gathered.values.rend(); ++declared) {
        if (declared->name != property.name) continue;
        std::string_view value = declared->value;
        std::optional<std::string> filled;
        if (has_variables(value)) {
            filled = substituted(value, style.variables.get(), work_);
            value = filled ? trimmed(*filled) : std::string_view{"unset"};
        }
        if (is_wide(value)) {
            property.copy(style, is_initial(value, property.inherited) ? Style{} : around.parent);
            return;
        }
        const Reading reading = property.set(style, value, around);
        if (reading == Reading::unread) objection.raise("it has a value that only browsers can work out");
        if (reading == Reading::set) return;
        if (filled) {
            property.copy(style, property.inherited ? around.parent : Style{});
            return;
        }
    }
}

std::optional<Tint> Stylist::gradient(std::string_view reference, Objection& objection) {
    // The stops of a gradient cannot be painted with gradients.
    if (in_reference_) return std::nullopt;
    // Found before, maybe for an element that is not displayed: what is wrong with it counts each time.
    if (const auto known = gradients_.find(reference.substr(1)); known != gradients_.end()) {
        if (known->second.objection.raised()) objection.raise(known->second.objection.reason());
        return known->second.tint;
    }
    const pugi::xml_node target = index_.target(reference);
    const std::string_view name = index_.name_of(target);
    if (name == "pattern") objection.raise("it is painted with a pattern");
    if (!is_gradient(name)) return std::nullopt;
    Gradient found;
    // A gradient without stops paints nothing.
    found.tint = first_stop(target, found.objection).value_or(Tint{{}, 0});
    if (found.objection.raised()) objection.raise(found.objection.reason());
    gradients_.emplace(std::string_view{target.attribute("id").value()}, found);
    return found.tint;
}

// The first that can be seen.
std::optional<Tint> Stylist::first_stop(pugi::xml_node gradient, Objection& objection) {
    for (int links = 0; links < longest_chain && is_gradient(index_.name_of(gradient)); ++links) {
        std::optional<Tint> faint;
        for (const pugi::xml_node& child : gradient.children()) {
            if (!work_.take(1) || index_.name_of(child) != "stop") continue;
            in_reference_ = true;
            const Style style = computed(child, objection);
            in_reference_ = false;
            const Tint tint{style.stop.colour, style.stop.alpha * style.stop_opacity};
            if (tint.alpha >= Style::faintest) return tint;
            faint = tint;
        }
        if (faint) return faint;
        const std::string_view reference = reference_of(gradient);
        if (!reference.empty() && !reference.starts_with('#')) objection.raise("it refers to other files");
        gradient = index_.target(reference);
    }
    return std::nullopt;
}

// A plain rectangle, as programs write it that cut all to their canvas.
std::optional<ViewBox> Stylist::clip(std::string_view reference, const Viewport& viewport, Objection& objection) {
    // Of what is referred to it only matters whether it is clipped.
    if (in_reference_) return ViewBox{};
    const pugi::xml_node target = index_.target(reference);
    const std::string_view units = target.attribute("clipPathUnits").value();
    if (index_.name_of(target) != "clipPath" || target.attribute("transform")) return std::nullopt;
    const pugi::xml_node rectangle = plain_rectangle(target, index_, work_);
    if (!rectangle || !(units.empty() || units == "userSpaceOnUse")) return std::nullopt;
    in_reference_ = true;
    const Style around = computed(target, objection);
    const Style own = styled(rectangle, around, viewport, objection);
    in_reference_ = false;
    if (around.clip_path || own.clip_path || !own.visible || !own.displayed) return std::nullopt;
    const auto length = [&](const char* name, double whole) {
        const std::string_view text = rectangle.attribute(name).value();
        return text.empty() ? std::optional{0.0} : read_length(text, whole);
    };
    const auto x = length("x", viewport.width);
    const auto y = length("y", viewport.height);
    const auto width = length("width", viewport.width);
    const auto height = length("height", viewport.height);
    if (!x || !y || !width || !height || !(*width > 0 && *height > 0)) return std::nullopt;
    return ViewBox{*x, *y, *width, *height};
}

// As deep as the document. Whether the element is displayed does not matter to those that refer to it.
Style Stylist::computed(const pugi::xml_node& element, Objection& objection) {
    const Style around = element == index_.root ? base_ : computed(element.parent(), objection);
    return styled(element, around, picture_, objection);
}

}  // namespace baton::signature::svg
