#include "actions/signature/svg/read_svg.hpp"

#include "actions/signature/svg/document.hpp"
#include "actions/signature/svg/painter.hpp"
#include "actions/signature/svg/scanner.hpp"
#include "actions/signature/svg/shapes.hpp"
#include "actions/signature/svg/style.hpp"
#include "actions/signature/svg/transform.hpp"
#include "actions/signature/svg/viewport.hpp"

#include <algorithm>
#include <array>

namespace baton::signature {
namespace svg {
namespace {

// Elements whose children are part of the picture. What is not listed here or drawn by `path_of` is never looked into:
// defs, symbol, clipPath, mask, pattern, marker, foreignObject, text, image, script, style, use, …
constexpr std::array groups{std::string_view{"g"}, std::string_view{"a"}, std::string_view{"switch"}};

// A picture's size in CSS px when it says nothing usable about it.
Viewport outer_viewport(const pugi::xml_node& root, const std::optional<ViewBox>& box) {
    const Viewport whole = box ? Viewport{box->width, box->height} : Viewport{};
    // A percentage is of a page that is not there: the picture then has its own size.
    const auto side = [&](const char* name, double natural) {
        const std::string_view text = trimmed(root.attribute(name).value());
        const auto length = text.ends_with('%') ? std::nullopt : read_length(text, natural);
        return length && *length > 1e-3 && *length <= 1e6 ? *length : natural;
    };
    return {side("width", whole.width), side("height", whole.height)};
}

struct Scene {
    Style style;
    Matrix matrix;
    Viewport viewport;  // of the nearest svg around, in its user units
};

class Reader {
public:
    Reader(const pugi::xml_node& root, Painter& painter) : prefix_{prefix_of(root)}, painter_{painter} {}

    // As deep as the document, which `parse` has limited.
    void children(const pugi::xml_node& element, const Scene& scene) {
        for (const pugi::xml_node& child : element.children()) {
            if (child.type() == pugi::node_element) visit(child, scene);
            if (exhausted()) return;
        }
    }

    bool exhausted() const { return budget_.exhausted() || painter_.out_of_pieces() || painter_.out_of_range(); }
    bool out_of_pieces() const { return budget_.exhausted() || painter_.out_of_pieces(); }

private:
    void visit(const pugi::xml_node& element, const Scene& around) {
        const std::string_view name = local_name(element, prefix_);
        Scene scene = around;
        scene.style = style_of(element, around.style, around.viewport);
        if (!scene.style.displayed) return;
        scene.matrix = around.matrix * read_transform(element.attribute("transform").value());
        if (name == "svg") {
            enter(element, scene);
            children(element, scene);
        } else if (std::ranges::find(groups, name) != groups.end()) {
            children(element, scene);
        } else {
            painter_.paint(path_of(element, name, scene.viewport, budget_), scene.style, scene.matrix, is_simple(name));
        }
    }

    // An svg within the svg: a picture with a place and a view box of its own.
    static void enter(const pugi::xml_node& element, Scene& scene) {
        const auto side = [&](const char* name, double whole) {
            const auto length = read_length(element.attribute(name).value(), whole);
            return length && *length > 0 ? *length : whole;
        };
        const Viewport place{side("width", scene.viewport.width), side("height", scene.viewport.height)};
        const double x = read_length(element.attribute("x").value(), scene.viewport.width).value_or(0);
        const double y = read_length(element.attribute("y").value(), scene.viewport.height).value_or(0);
        scene.matrix = scene.matrix * Matrix{1, 0, 0, 1, x, y};
        scene.viewport = place;
        if (const auto box = read_view_box(element.attribute("viewBox").value())) {
            scene.matrix = scene.matrix * fitting(*box, place, element.attribute("preserveAspectRatio").value());
            scene.viewport = {box->width, box->height};
        }
    }

    std::string_view prefix_;
    Painter& painter_;
    Budget budget_{svg_max_pieces};
};

}  // namespace
}  // namespace svg

result<Drawing> read_svg(media::BytesView file, const SvgOptions& options) {
    const auto document = svg::parse(file);
    if (!document) return document.error();
    const pugi::xml_node root = (*document)->document_element();
    const auto box = svg::read_view_box(root.attribute("viewBox").value());
    const svg::Viewport picture = svg::outer_viewport(root, box);
    svg::Scene scene{.viewport = box ? svg::Viewport{box->width, box->height} : picture};
    scene.style.colour = options.current_colour;
    scene.style = svg::style_of(root, scene.style, picture);
    if (box) scene.matrix = svg::fitting(*box, picture, root.attribute("preserveAspectRatio").value());
    svg::Painter painter{picture, {svg_max_outline_pieces, svg_max_coordinate}};
    svg::Reader reader{root, painter};
    if (scene.style.displayed) reader.children(root, scene);
    if (painter.out_of_range()) return Error{errc::unsupported_media, "the SVG has coordinates out of range", {}};
    if (reader.out_of_pieces()) return Error{errc::too_large, "the SVG has too many pieces of paths", {}};
    return painter.take();
}

}  // namespace baton::signature
