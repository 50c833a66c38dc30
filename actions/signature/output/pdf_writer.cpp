#include "actions/signature/output/pdf_writer.hpp"

#include <baton/media/pdf_drawing.hpp>

namespace baton::signature {

result<media::Bytes> write_pdf(const Drawing& drawing, const Placement& placement) {
    const auto placed = [&](Point point) -> media::PdfDrawing::Point {
        const Point to = placement(point);
        return {to.x, to.y};
    };
    media::PdfDrawing page{placement.width, placement.height};
    for (const Shape& shape : drawing.shapes) {
        for (const Contour& contour : shape.contours) {
            page.move_to(placed(contour.start));
            for (const Contour::Piece& piece : contour.pieces) {
                if (piece.straight) {
                    page.line_to(placed(piece.to[2]));
                } else {
                    page.curve_to({placed(piece.to[0]), placed(piece.to[1]), placed(piece.to[2])});
                }
            }
            page.close();
        }
        page.fill(shape.colour.red, shape.colour.green, shape.colour.blue,
                  shape.rule == FillRule::evenodd ? media::PdfDrawing::FillRule::evenodd
                                                  : media::PdfDrawing::FillRule::nonzero);
    }
    return media::write_pdf(page);
}

}  // namespace baton::signature
