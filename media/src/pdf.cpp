#include "media/src/icc.hpp"
#include "media/src/pdf/archival.hpp"
#include "media/src/pdf/document.hpp"
#include "media/src/pdf/text_layer.hpp"
#include "media/src/pdf/words.hpp"
#include "media/src/png/chunks.hpp"

#include <baton/media/pdf.hpp>

#include <algorithm>
#include <cstdio>
#include <string>

namespace baton::media {

using pdf::Document;
using pdf::parsed;
using pdf::shared;
using pdf::stream;

namespace {

constexpr double points_per_inch = 72;
constexpr double least_dpi = 150;
constexpr double longest_side = 842;
constexpr double margin = 36;

struct Sheet {
    double width;
    double height;
};
constexpr Sheet a4{595.28, 841.89};
constexpr Sheet letter{612, 792};

// All IDAT chunks are one zlib stream, which PDF takes as it is (ISO 32000-1, 7.4.4.4: PNG predictors).
Bytes png_stream(BytesView png) {
    Bytes stream;
    stream.reserve(png.size());
    png::ChunkReader chunks{png};
    while (const auto chunk = chunks.next()) {
        if (chunk->type == "IDAT") stream.insert(stream.end(), chunk->payload.begin(), chunk->payload.end());
    }
    return stream;
}

qpdf_oh colour_space(const Document& pdf, const PdfPage& page) {
    const char* const device = page.channels == 1 ? "/DeviceGray" : "/DeviceRGB";
    if (!icc_fits(page.icc, page.channels)) return parsed(pdf, device);
    const qpdf_oh description = parsed(pdf, "<< /N %u /Alternate %s >>", page.channels, device);
    const qpdf_oh space = parsed(pdf, "[ /ICCBased ]");
    qpdf_oh_append_item(pdf.get(), space, shared(pdf, stream(pdf, description, page.icc)));
    return space;
}

qpdf_oh picture(const Document& pdf, const PdfPage& page) {
    const qpdf_oh description =
        parsed(pdf, "<< /Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent %d >>", page.size.width,
               page.size.height, page.coding == PdfPage::Coding::g4 ? 1 : 8);
    qpdf_oh_replace_key(pdf.get(), description, "/ColorSpace", colour_space(pdf, page));
    if (page.coding == PdfPage::Coding::jpeg) {
        qpdf_oh_replace_key(pdf.get(), description, "/Filter", parsed(pdf, "/DCTDecode"));
        return stream(pdf, description, page.picture);
    }
    if (page.coding == PdfPage::Coding::g4) {
        qpdf_oh_replace_key(pdf.get(), description, "/Filter", parsed(pdf, "/CCITTFaxDecode"));
        qpdf_oh_replace_key(pdf.get(), description, "/DecodeParms",
                            parsed(pdf, "<< /K -1 /Columns %u /Rows %u >>", page.size.width, page.size.height));
        return stream(pdf, description, page.picture);
    }
    qpdf_oh_replace_key(pdf.get(), description, "/Filter", parsed(pdf, "/FlateDecode"));
    qpdf_oh_replace_key(
        pdf.get(), description, "/DecodeParms",
        parsed(pdf, "<< /Predictor 15 /Colors %u /BitsPerComponent 8 /Columns %u >>", page.channels, page.size.width));
    return stream(pdf, description, png_stream(page.picture));
}

// `font` is what the page's words are set in, if any page has some.
void add_page(const Document& pdf, const PdfPage& page, qpdf_oh font) {
    const PdfPlacement& at = page.placement;
    const qpdf_oh object = parsed(pdf, "<< /Type /Page /MediaBox [ 0 0 %.4f %.4f ] /Resources << /XObject << >> >> >>",
                                  at.page_width, at.page_height);
    const qpdf_oh resources = qpdf_oh_get_key(pdf.get(), object, "/Resources");
    qpdf_oh_replace_key(pdf.get(), qpdf_oh_get_key(pdf.get(), resources, "/XObject"), "/P",
                        shared(pdf, picture(pdf, page)));
    char drawn[160];
    const int length =
        std::snprintf(drawn, sizeof drawn, "q %.4f 0 0 %.4f %.4f %.4f cm /P Do Q\n", at.width, at.height, at.x, at.y);
    std::string content{drawn, static_cast<std::size_t>(length)};
    if (!page.words.empty()) {
        const qpdf_oh fonts = parsed(pdf, "<< >>");
        qpdf_oh_replace_key(pdf.get(), fonts, "/F", font);
        qpdf_oh_replace_key(pdf.get(), resources, "/Font", fonts);
        pdf::append_words(content, page.words);
    }
    const BytesView bytes = std::as_bytes(std::span{content});
    qpdf_oh_replace_key(pdf.get(), object, "/Contents", shared(pdf, stream(pdf, parsed(pdf, "<< >>"), bytes)));
    pdf::append_page(pdf, object);
}

}  // namespace

PdfPlacement place_on(Paper paper, Size picture) {
    const double natural_width = picture.width * points_per_inch / least_dpi;
    const double natural_height = picture.height * points_per_inch / least_dpi;
    PdfPlacement at;
    if (paper == Paper::fit) {
        const double scale = std::min(1.0, longest_side / std::max(natural_width, natural_height));
        at.page_width = at.width = natural_width * scale;
        at.page_height = at.height = natural_height * scale;
        return at;
    }
    const Sheet sheet = paper == Paper::a4 ? a4 : letter;
    const bool lying = picture.width > picture.height;
    at.page_width = lying ? sheet.height : sheet.width;
    at.page_height = lying ? sheet.width : sheet.height;
    const double scale =
        std::min({1.0, (at.page_width - 2 * margin) / natural_width, (at.page_height - 2 * margin) / natural_height});
    at.width = natural_width * scale;
    at.height = natural_height * scale;
    at.x = (at.page_width - at.width) / 2;
    at.y = (at.page_height - at.height) / 2;
    return at;
}

result<Bytes> write_pdf(std::span<const PdfPage> pages, const PdfOptions& options) {
    const Document document = pdf::empty_document();
    const bool has_words = std::ranges::any_of(pages, [](const PdfPage& page) { return !page.words.empty(); });
    const qpdf_oh font = has_words ? pdf::glyphless_font(document) : qpdf_oh_new_null(document.get());
    for (const PdfPage& page : pages) add_page(document, page, font);
    if (options.archival) pdf::declare_archival(document);
    // PDF/A-2 is PDF 1.7, and so is the profile of its output intent.
    return pdf::written(document, options.archival ? "1.7" : nullptr);
}

}  // namespace baton::media
