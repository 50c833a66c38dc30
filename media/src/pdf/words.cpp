#include "media/src/pdf/words.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <vector>

namespace baton::media::pdf {
namespace {

constexpr double glyph_width = 0.5;
// Beyond these it is no word: OCR read specks, or a line as one letter.
constexpr double least_size = 2;         // pt
constexpr double most_stretched = 1000;  // per cent

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

}  // namespace

void append_words(std::string& content, std::span<const PdfWord> words) {
    content += "BT 3 Tr\n";
    for (const PdfWord& word : words) {
        const auto units = utf16(word.text);
        const double length = std::hypot(word.x_end - word.x, word.y_end - word.y);
        if (units.empty() || length <= 0 || word.height < least_size) continue;
        const double cosine = (word.x_end - word.x) / length;
        const double sine = (word.y_end - word.y) / length;
        const double stretch = 100 * length / (glyph_width * word.height * static_cast<double>(units.size()));
        if (stretch > most_stretched) continue;
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
