#include "core/base/utf8.hpp"

#include <cstdint>

namespace baton::core {

namespace {

struct Sequence {
    std::size_t size = 0;  ///< bytes; 0: none begins so
    std::uint32_t bits = 0;
    std::uint32_t least = 0;  ///< the first code point that needs so many bytes
};

Sequence sequence_of(unsigned char first) {
    if (first < 0x80) return {1, first, 0};
    if ((first & 0xE0) == 0xC0) return {2, first & 0x1Fu, 0x80};
    if ((first & 0xF0) == 0xE0) return {3, first & 0x0Fu, 0x800};
    if ((first & 0xF8) == 0xF0) return {4, first & 0x07u, 0x10000};
    return {};
}

bool is_code_point(std::uint32_t value) {
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        auto [size, bits, least] = sequence_of(static_cast<unsigned char>(text.front()));
        if (size == 0 || size > text.size()) return std::nullopt;
        for (std::size_t i = 1; i < size; ++i) {
            const auto next = static_cast<unsigned char>(text[i]);
            if ((next & 0xC0) != 0x80) return std::nullopt;
            bits = bits << 6 | (next & 0x3Fu);
        }
        if (bits < least || !is_code_point(bits)) return std::nullopt;
        text.remove_prefix(size);
        ++count;
    }
    return count;
}

}  // namespace baton::core
