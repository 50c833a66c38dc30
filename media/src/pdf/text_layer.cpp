#include "media/src/pdf/text_layer.hpp"

#include "media/src/pdf/glyphless.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace baton::media::pdf {
namespace {

constexpr double glyph_width = 0.5;

// UTF-16 units; what is no UTF-8 becomes U+FFFD.
std::vector<std::uint16_t> utf16(std::string_view text) {
    std::vector<std::uint16_t> units;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i++]);
        const int more = lead < 0x80 ? 0 : lead >= 0xF0 && lead < 0xF8 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : -1;
        std::uint32_t point = more < 0 || lead >= 0xF8 ? 0xFFFD : more == 0 ? lead : lead & (0x3FU >> more);
        for (int k = 0; k < more && point != 0xFFFD; ++k) {
            const unsigned next = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
            if ((next & 0xC0U) != 0x80U) {
                point = 0xFFFD;
                break;
            }
            point = point << 6 | (next & 0x3FU);
            ++i;
        }
        if (point < 0x10000) {
            units.push_back(static_cast<std::uint16_t>(point));
        } else {
            units.push_back(static_cast<std::uint16_t>(0xD7C0 + (point >> 10)));
            units.push_back(static_cast<std::uint16_t>(0xDC00 + (point & 0x3FF)));
        }
    }
    return units;
}

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

void append_words(std::string& content, std::span<const PdfWord> words) {
    content += "BT 3 Tr\n";
    for (const PdfWord& word : words) {
        const auto units = utf16(word.text);
        const double length = std::hypot(word.x_end - word.x, word.y_end - word.y);
        if (units.empty() || length <= 0 || word.height <= 0) continue;
        const double cosine = (word.x_end - word.x) / length;
        const double sine = (word.y_end - word.y) / length;
        const double stretch = 100 * length / (glyph_width * word.height * static_cast<double>(units.size()));
        std::array<char, 200> place{};
        std::snprintf(place.data(), place.size(), "/F %.3f Tf %.3f Tz %.5f %.5f %.5f %.5f %.3f %.3f Tm <", word.height,
                      stretch, cosine, sine, -sine, cosine, word.x, word.y);
        content += place.data();
        for (const std::uint16_t unit : units) {
            std::array<char, 5> code{};
            std::snprintf(code.data(), code.size(), "%04X", static_cast<unsigned>(unit));
            content += code.data();
        }
        content += "> Tj\n";
    }
    content += "ET\n";
}

}  // namespace baton::media::pdf
