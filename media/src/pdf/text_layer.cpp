#include "media/src/pdf/text_layer.hpp"

#include "media/src/pdf/glyphless.hpp"

#include <array>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>

namespace baton::media::pdf {
namespace {

// Codes are Unicode already; ranges may not run over the last byte (ISO 32000-1, 9.10.3), blocks hold at most 100.
std::string to_unicode() {
    std::string map =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr unsigned per_block = 64;
    for (unsigned row = 0; row < 256; ++row) {
        if (row % per_block == 0) map += std::to_string(per_block) + " beginbfrange\n";
        std::array<char, 40> line{};
        std::snprintf(line.data(), line.size(), "<%02X00> <%02XFF> <%02X00>\n", row, row, row);
        map += line.data();
        if (row % per_block == per_block - 1) map += "endbfrange\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

qpdf_oh plain_stream(const Document& pdf, const char* dictionary, BytesView data) {
    return shared(pdf, stream(pdf, parsed(pdf, dictionary), data));
}

}  // namespace

qpdf_oh glyphless_font(const Document& document) {
    _qpdf_data* const pdf = document.get();
    const Bytes font = glyphless_truetype();
    const qpdf_oh file = shared(document, stream(document, parsed(document, "<< /Length1 %zu >>", font.size()), font));
    const qpdf_oh descriptor =
        parsed(document,
               "<< /Type /FontDescriptor /FontName /Glyphless /Flags 5 /FontBBox [ 0 0 500 1000 ] /ItalicAngle 0 "
               "/Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80 >>");
    qpdf_oh_replace_key(pdf, descriptor, "/FontFile2", file);

    // Every code is glyph 1: glyph 0 means that something is missing.
    Bytes glyph_of_code(std::size_t{2} * 65536);
    for (std::size_t i = 1; i < glyph_of_code.size(); i += 2) glyph_of_code[i] = std::byte{1};
    const qpdf_oh descendant = parsed(document,
                                      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Glyphless /DW 500 "
                                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>");
    qpdf_oh_replace_key(pdf, descendant, "/FontDescriptor", shared(document, descriptor));
    qpdf_oh_replace_key(pdf, descendant, "/CIDToGIDMap", plain_stream(document, "<< >>", glyph_of_code));

    const std::string unicode = to_unicode();
    const qpdf_oh composite =
        parsed(document, "<< /Type /Font /Subtype /Type0 /BaseFont /Glyphless /Encoding /Identity-H >>");
    const qpdf_oh descendants = parsed(document, "[ ]");
    qpdf_oh_append_item(pdf, descendants, shared(document, descendant));
    qpdf_oh_replace_key(pdf, composite, "/DescendantFonts", descendants);
    qpdf_oh_replace_key(pdf, composite, "/ToUnicode",
                        plain_stream(document, "<< >>", std::as_bytes(std::span{unicode})));
    return shared(document, composite);
}

}  // namespace baton::media::pdf
