// A submitted SVG: whatever it says, only numbers and colours come out, and what is written from them is inert.
#include "actions/signature/output/bounds.hpp"
#include "actions/signature/output/pdf_writer.hpp"
#include "actions/signature/output/raster.hpp"
#include "actions/signature/output/svg_writer.hpp"
#include "actions/signature/svg/read_svg.hpp"
#include "actions/signature/visible_ink.hpp"
#include "tests/fuzz/harness.hpp"

#include <algorithm>
#include <cmath>
#include <string>

using namespace baton;
using namespace baton::signature;
using fuzz::expect;

namespace {

void check_point(Point point) {
    expect(std::abs(point.x) <= svg_max_coordinate && std::abs(point.y) <= svg_max_coordinate,
           "coordinates are finite and within their range");
}

void check_drawing(const Drawing& drawing) {
    std::size_t pieces = 0;
    for (const Shape& shape : drawing.shapes) {
        expect(!shape.contours.empty(), "a shape has contours");
        for (const Contour& contour : shape.contours) {
            check_point(contour.start);
            for (const Contour::Piece& piece : contour.pieces) {
                for (const Point& point : piece.to) check_point(point);
            }
            pieces += contour.pieces.size();
        }
    }
    // A budget of one piece may pay for an arc of a few.
    expect(pieces <= 4 * svg_max_outline_pieces, "the drawing is no larger than allowed");
}

void take(std::string_view& text, std::string_view expected) {
    expect(text.starts_with(expected), "an SVG is written in one way");
    text.remove_prefix(expected.size());
}

void take_all_of(std::string_view& text, std::string_view characters) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(characters)));
}

// One svg element with path elements in it, whose attributes are numbers and colours.
void check_svg(std::string_view text) {
    constexpr std::string_view numbers = "0123456789.- ";
    take(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
    take_all_of(text, numbers);
    take(text, "\" height=\"");
    take_all_of(text, numbers);
    take(text, "\" viewBox=\"");
    take_all_of(text, numbers);
    take(text, "\">\n");
    while (text.starts_with("<path")) {
        take(text, "<path fill=\"#");
        take_all_of(text, "0123456789abcdef");
        take(text, "\"");
        if (text.starts_with(" fill-rule")) take(text, " fill-rule=\"evenodd\"");
        take(text, " d=\"");
        take_all_of(text, "Mlcz0123456789.- ");
        take(text, "\"/>\n");
    }
    take(text, "</svg>\n");
    expect(text.empty(), "nothing follows");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto drawing = read_svg(fuzz::bytes_of(fuzz::text_of(data, size)), {.current_colour = {1, 2, 3}});
    if (!drawing) {
        const errc code = drawing.error().code;
        expect(code == errc::unsupported_media || code == errc::too_large, "a refusal has one of two codes");
        return 0;
    }
    check_drawing(*drawing);
    Drawing recoloured = *drawing;
    make_visible(recoloured, {});
    expect(!shows_on(recoloured, {255, 255, 255}) || shows(*drawing), "what can be seen is ink");
    if (!shows(*drawing)) return 0;
    const Box frame = frame_around(ink_box(*drawing));
    const std::string svg = write_svg(*drawing, place_as_vector(frame));
    check_svg(svg);
    expect(read_svg(fuzz::bytes_of(svg)).has_value() || svg.size() > (2U << 20), "what was written can be read");
    expect(write_pdf(*drawing, place_on_page(frame)).has_value(), "a PDF can be written");
    return 0;
}
