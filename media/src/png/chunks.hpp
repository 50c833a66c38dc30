#pragma once

#include <baton/media/bytes.hpp>

#include <string_view>
#include <vector>

namespace baton::media::png {

/// A chunk of a PNG file (ISO/IEC 15948, 5.3). Views point into the file.
struct Chunk {
    std::string_view type;  ///< "IHDR"
    BytesView payload;
    BytesView whole;  ///< with length, type and checksum
};

/// The chunks up to and with IEND, or as many as are whole; checksums are not looked at.
std::vector<Chunk> read_chunks(BytesView file);

/// The eight bytes every PNG begins with.
BytesView signature();

}  // namespace baton::media::png
