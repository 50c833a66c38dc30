#include "media/src/bits.hpp"

#include <cstddef>

namespace baton::media {

void pack_bits(std::span<const std::uint8_t> row, std::vector<std::uint8_t>& bits) {
    bits.assign((row.size() + 7) / 8, 0);
    const std::size_t whole = row.size() / 8;
    for (std::size_t i = 0; i < whole; ++i) {
        unsigned byte = 0;
        for (std::size_t bit = 0; bit < 8; ++bit) byte = byte << 1 | row[i * 8 + bit] >> 7;
        bits[i] = static_cast<std::uint8_t>(byte);
    }
    for (std::size_t x = whole * 8; x < row.size(); ++x) {
        bits[whole] = static_cast<std::uint8_t>(bits[whole] | (row[x] >> 7) << (7 - x % 8));
    }
}

}  // namespace baton::media
