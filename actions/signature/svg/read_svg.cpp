#include "actions/signature/svg/read_svg.hpp"

#include "actions/signature/svg/document.hpp"
#include "actions/signature/svg/painter.hpp"
#include "actions/signature/svg/reader.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <string>

namespace baton::signature {
namespace svg {
namespace {

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

// Without a view box and sides of its own a picture is as large as its reader's window.
bool has_edges(const pugi::xml_node& root, const std::optional<ViewBox>& box) {
    const auto has_side = [&](const char* name) {
        const std::string_view text = trimmed(root.attribute(name).value());
        return !text.ends_with('%') && read_length(text, 1).value_or(0) > 0;
    };
    return box.has_value() || (has_side("width") && has_side("height"));
}

Scene outermost(const pugi::xml_node& root, const Viewport& picture, const std::optional<ViewBox>& box) {
    Scene scene{.viewport = box ? Viewport{box->width, box->height} : picture};
    if (box) scene.position.matrix = fitting(*box, picture, root.attribute("preserveAspectRatio").value());
    if (has_edges(root, box)) scene.position.clip.narrow({0, 0, picture.width, picture.height}, {});
    return scene;
}

}  // namespace
}  // namespace svg

result<Drawing> read_svg(media::BytesView file, const SvgOptions& options) {
    const auto document = svg::parse(file);
    if (!document) return document.error();
    const pugi::xml_node root = (*document)->document_element();
    const auto box = svg::read_view_box(root.attribute("viewBox").value());
    const svg::Viewport picture = svg::outer_viewport(root, box);
    svg::Objection objection;
    const svg::Index index = svg::index_of(root, objection);
    svg::Style base;
    base.colour.colour = options.current_colour;
    svg::Painter painter{picture, options.background, {svg_max_outline_pieces, svg_max_coordinate}};
    svg::Reader reader{index, base, picture, painter, objection};
    if (!objection.raised()) reader.read(svg::outermost(root, picture, box), base);
    if (painter.out_of_range()) return Error{errc::unsupported_media, "the SVG has coordinates out of range", {}};
    if (objection.raised()) {
        return Error{errc::unsupported_media, "the SVG cannot be drawn as browsers show it: " + objection.reason(), {}};
    }
    if (reader.out_of_pieces()) return Error{errc::too_large, "the SVG has too many pieces of paths", {}};
    if (reader.exhausted()) return Error{errc::too_large, "the SVG repeats or styles too much", {}};
    return painter.take();
}

}  // namespace baton::signature
