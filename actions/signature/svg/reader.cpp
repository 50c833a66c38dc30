#include "actions/signature/svg/reader.hpp"

#include "actions/signature/svg/read_svg.hpp"
#include "actions/signature/svg/scanner.hpp"
#include "actions/signature/svg/shapes.hpp"
#include "actions/signature/svg/transform.hpp"

#include <algorithm>
#include <array>

namespace baton::signature::svg {
namespace {

// `use` may show the same element often, and elements within elements. Text and whatever else lies between them counts
// too, as it has to be passed over.
constexpr std::size_t most_visits = 100'000;
constexpr int deepest = 160;

// Elements that paint nothing where they stand. Browsers look into none of those that they do not know either.
constexpr std::array<std::string_view, 17> aside{"defs",           "symbol",     "clipPath",       "mask",  "pattern",
                                                 "marker",         "filter",     "linearGradient", "style", "metadata",
                                                 "radialGradient", "solidColor", "title",          "desc",  "script",
                                                 "view",           "stop"};

double number_of(const pugi::xml_node& element, const char* name, double whole) {
    return read_length(element.attribute(name).value(), whole).value_or(0);
}

}  // namespace

Reader::Reader(const Index& index, const Style& base, const Viewport& picture, Painter& painter, Objection& objection)
    : index_{index},
      stylist_{index, base, picture, objection},
      painter_{painter},
      objection_{objection},
      pieces_{svg_max_pieces},
      visits_{most_visits} {}

void Reader::read(Scene scene, const Style& base) {
    scene.style = stylist_.style_of(index_.root, base, scene.viewport);
    const Matrix own = read_transform(index_.root.attribute("transform").value());
    // Browsers turn the whole picture around its middle.
    if (own.a != 1 || own.b != 0 || own.c != 0 || own.d != 1 || own.e != 0 || own.f != 0) {
        objection_.raise("its root is transformed");
    }
    if (scene.style.clip_path) objection_.raise("its root is clipped");
    if (scene.style.displayed) children(index_.root, scene);
}

bool Reader::exhausted() const {
    return out_of_pieces() || painter_.out_of_range() || visits_.exhausted() || stylist_.exhausted() ||
           objection_.raised();
}

void Reader::children(const pugi::xml_node& element, const Scene& scene) {
    for (const pugi::xml_node& child : element.children()) {
        if (!visits_.take(1)) return;
        if (child.type() == pugi::node_element) visit(child, scene);
        if (exhausted()) return;
    }
}

void Reader::visit(const pugi::xml_node& element, const Scene& around) {
    const std::string_view name = index_.name_of(element);
    if (name.empty()) return;
    if (std::ranges::find(aside, name) != aside.end() &&
        (name != "symbol" || used_.empty() || used_.back() != element)) {
        return;
    }
    // For who understands an extension, and nobody does.
    if (element.attribute("requiredExtensions")) return;
    Scene scene = around;
    scene.style = stylist_.style_of(element, around.style, around.viewport);
    if (!scene.style.displayed || object_to(element, name)) return;
    scene.position.matrix = around.position.matrix * read_transform(element.attribute("transform").value());
    if (scene.style.clip_path) {
        // Whose units are meant there is not told alike.
        if (name == "svg" || name == "symbol") objection_.raise("a picture within it is clipped");
        scene.position.clip.narrow(*scene.style.clip_path, scene.position.matrix);
    }
    if (++depth_ > deepest) objection_.raise("its uses are nested too deeply");
    if (!exhausted()) draw(element, name, scene);
    --depth_;
}

void Reader::draw(const pugi::xml_node& element, std::string_view name, const Scene& scene) {
    if (name == "svg" || name == "symbol") {
        Scene inner = scene;
        const bool used = !used_.empty() && used_.back() == element;
        // What is used takes its size from there.
        enter(element, used && name == "symbol" ? pugi::xml_node{} : element, inner);
        children(element, inner);
    } else if (name == "g" || name == "a") {
        children(element, scene);
    } else if (name == "switch") {
        first_of(element, scene);
    } else if (name == "use") {
        use(element, scene);
    } else {
        Position position = scene.position;
        position.path_length = number_of(element, "pathLength", 0);
        painter_.paint(path_of(element, name, scene.viewport, pieces_, objection_), scene.style, position,
                       is_simple(name));
    }
}

// True, after objecting, for what browsers would show and a drawing cannot have.
bool Reader::object_to(const pugi::xml_node& element, std::string_view name) {
    if (element.attribute("systemLanguage")) objection_.raise("it depends on the reader's language");
    if (name == "text" && has_content(element)) objection_.raise("it has text");
    if (name == "image") objection_.raise("it has pictures");
    if (name == "foreignObject") objection_.raise("it has a part in another language, such as HTML");
    return objection_.raised();
}

bool Reader::has_content(const pugi::xml_node& element) {
    for (const pugi::xml_node& child : element.children()) {
        const std::string_view text{child.value()};
        if (!visits_.take(1 + text.size() / 64)) return false;
        if (child.type() == pugi::node_element) return true;
        const bool shown = child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata;
        if (shown && text.find_first_not_of(" \t\r\n") != text.npos) return true;
    }
    return false;
}

void Reader::first_of(const pugi::xml_node& element, const Scene& scene) {
    for (const pugi::xml_node& child : element.children()) {
        if (!visits_.take(1)) return;
        if (child.type() != pugi::node_element || child.attribute("requiredExtensions")) continue;
        visit(child, scene);
        return;
    }
}

void Reader::use(const pugi::xml_node& element, Scene scene) {
    const std::string_view reference = reference_of(element);
    if (!reference.empty() && !reference.starts_with('#')) objection_.raise("it refers to other files");
    const pugi::xml_node target = index_.target(reference);
    if (!target || !visits_.take(1)) return;
    bool circle = std::ranges::find(used_, target) != used_.end();
    for (pugi::xml_node around = element; around && !circle; around = around.parent()) circle = around == target;
    if (circle) {
        objection_.raise("an element uses itself");
        return;
    }
    const Matrix moved{
        1, 0, 0, 1, number_of(element, "x", scene.viewport.width), number_of(element, "y", scene.viewport.height)};
    scene.position.matrix = scene.position.matrix * moved;
    const std::string_view name = index_.name_of(target);
    const bool sized = element.attribute("width") || element.attribute("height");
    if (name == "svg" && sized) objection_.raise("it uses a picture within itself at another size");
    if (name == "symbol" && sized) {
        const auto side = [&](const char* side_name, double whole) {
            const auto length = read_length(element.attribute(side_name).value(), whole);
            return length && *length > 0 ? *length : whole;
        };
        scene.viewport = {side("width", scene.viewport.width), side("height", scene.viewport.height)};
    }
    used_.push_back(target);
    visit(target, scene);
    used_.pop_back();
}

// A picture within the picture, with a view box of its own, and with a place if `sizes` says one.
void Reader::enter(const pugi::xml_node& element, const pugi::xml_node& sizes, Scene& scene) {
    const auto side = [&](const char* name, double whole) {
        const auto length = read_length(sizes.attribute(name).value(), whole);
        return length && *length > 0 ? *length : whole;
    };
    const Viewport place{side("width", scene.viewport.width), side("height", scene.viewport.height)};
    const double x = number_of(sizes, "x", scene.viewport.width);
    const double y = number_of(sizes, "y", scene.viewport.height);
    Matrix& matrix = scene.position.matrix;
    matrix = matrix * Matrix{1, 0, 0, 1, x, y};
    if (scene.style.clipped) scene.position.clip.narrow({0, 0, place.width, place.height}, matrix);
    scene.viewport = place;
    if (const auto box = read_view_box(element.attribute("viewBox").value())) {
        matrix = matrix * fitting(*box, place, element.attribute("preserveAspectRatio").value());
        scene.viewport = {box->width, box->height};
    }
}

}  // namespace baton::signature::svg
