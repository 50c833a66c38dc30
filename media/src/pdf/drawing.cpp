#include "media/src/pdf/document.hpp"

#include <baton/media/decimal.hpp>
#include <baton/media/pdf_drawing.hpp>

namespace baton::media {
namespace {

// A thousandth of a point is finer than any printer.
constexpr int position_digits = 3;
constexpr int colour_digits = 4;

}  // namespace

void PdfDrawing::append(Point point) {
    append_decimal(path_, point.x, position_digits);
    path_ += ' ';
    append_decimal(path_, height_ - point.y, position_digits);
    path_ += ' ';
}

void PdfDrawing::move_to(Point to) {
    append(to);
    path_ += "m\n";
}

void PdfDrawing::line_to(Point to) {
    append(to);
    path_ += "l\n";
}

void PdfDrawing::curve_to(const std::array<Point, 3>& to) {
    for (const Point& point : to) append(point);
    path_ += "c\n";
}

void PdfDrawing::close() {
    path_ += "h\n";
}

// The colour comes before the path: between a path and its painting nothing else may stand.
void PdfDrawing::fill(std::uint8_t red, std::uint8_t green, std::uint8_t blue, FillRule rule) {
    for (const std::uint8_t part : {red, green, blue}) {
        append_decimal(content_, part / 255.0, colour_digits);
        content_ += ' ';
    }
    content_ += "rg\n";
    content_ += path_;
    content_ += rule == FillRule::evenodd ? "f*\n" : "f\n";
    path_.clear();
}

result<Bytes> write_pdf(const PdfDrawing& drawing) {
    const pdf::Document document = pdf::empty_document();
    const qpdf_oh page = pdf::parsed(document, "<< /Type /Page /MediaBox [ 0 0 %.4f %.4f ] /Resources << >> >>",
                                     drawing.width(), drawing.height());
    const qpdf_oh content = pdf::stream(document, pdf::parsed(document, "<< >>"), drawing.content());
    qpdf_oh_replace_key(document.get(), page, "/Contents", pdf::shared(document, content));
    pdf::append_page(document, page);
    return pdf::written(document);
}

}  // namespace baton::media
