#pragma once

#include <baton/media/bytes.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::media::testing {

/// A PNG's header: 8 bits of grey unless it says otherwise.
struct PngHeader {
    std::uint32_t width = 1;
    std::uint32_t height = 1;
    int depth = 8;
    int colour = 0;
    bool interlaced = false;
};

/// A zlib stream of so many zeros, 158 of them a byte: rows without a filter, black.
Bytes deflated_zeros(std::uint64_t count);

/// A chunk with its length and checksum.
Bytes png_chunk(std::string_view type, const Bytes& payload);

/// A file of a header, then `extra` (whole chunks), one IDAT of `stream`, and IEND.
Bytes png_of(const PngHeader& header, const Bytes& stream, const Bytes& extra = {});

/// Adds the bytes of a text.
void append(Bytes& to, std::string_view text);

}  // namespace baton::media::testing
