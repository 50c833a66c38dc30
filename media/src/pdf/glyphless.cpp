#include "media/src/pdf/glyphless.hpp"

#include "media/src/big_endian.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace baton::media::pdf {
namespace {

constexpr unsigned em = 1000;
constexpr unsigned advance = em / 2;
constexpr unsigned glyphs = 2;

std::uint32_t checksum(BytesView table) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        sum += std::to_integer<std::uint32_t>(table[i]) << (24 - 8 * (i % 4));
    }
    return sum;
}

Bytes head() {
    BigEndian table;
    table.u32(0x00010000);
    table.u32(0x00010000);
    table.u32(0);  // adjustment of the checksum, known at the end
    table.u32(0x5F0F3CF5);
    table.u16(0);
    table.u16(em);
    table.zeros(16);  // made and changed: no date
    table.zeros(8);   // box around all glyphs
    table.u16(0);
    table.u16(8);
    table.u16(2);
    table.u16(0);
    table.u16(0);
    return table.bytes();
}

Bytes hhea() {
    BigEndian table;
    table.u32(0x00010000);
    table.u16(em);
    table.u16(0);
    table.u16(0);
    table.u16(advance);
    table.zeros(22);
    table.u16(glyphs);
    return table.bytes();
}

Bytes hmtx() {
    BigEndian table;
    for (unsigned i = 0; i < glyphs; ++i) {
        table.u16(advance);
        table.u16(0);
    }
    return table.bytes();
}

Bytes maxp() {
    BigEndian table;
    table.u32(0x00010000);
    table.u16(glyphs);
    table.zeros(8);
    table.u16(2);  // zones
    table.zeros(16);
    return table.bytes();
}

}  // namespace

Bytes glyphless_truetype() {
    // In the order of their names, as the directory must be. No glyph has an outline: all of `loca` is zero.
    const std::array<std::pair<std::string_view, Bytes>, 6> tables{{{"glyf", Bytes(4)},
                                                                    {"head", head()},
                                                                    {"hhea", hhea()},
                                                                    {"hmtx", hmtx()},
                                                                    {"loca", Bytes(2 * (glyphs + 1))},
                                                                    {"maxp", maxp()}}};
    BigEndian font;
    font.u32(0x00010000);
    font.u16(tables.size());
    for (const unsigned value : {64U, 2U, 32U}) {  // for binary search among six
        font.u16(value);
    }
    BigEndian bodies;
    std::size_t head_at = 0;
    const std::size_t first = font.size() + 16 * tables.size();
    for (const auto& [name, table] : tables) {
        if (name == "head") head_at = first + bodies.size();
        font.text(name);
        font.u32(checksum(table));
        font.u32(static_cast<std::uint32_t>(first + bodies.size()));
        font.u32(static_cast<std::uint32_t>(table.size()));
        bodies.append(table);
        bodies.align();
    }
    font.append(bodies.bytes());
    constexpr std::uint32_t whole = 0xB1B0AFBA;
    constexpr std::size_t adjustment = 8;
    font.patch_u32(head_at + adjustment, whole - checksum(font.bytes()));
    return font.bytes();
}

}  // namespace baton::media::pdf
