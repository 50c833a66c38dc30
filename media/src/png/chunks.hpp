#pragma once

#include <baton/media/bytes.hpp>

#include <optional>
#include <string_view>

namespace baton::media::png {

/// A chunk of a PNG file (ISO/IEC 15948, 5.3). Views point into the file.
struct Chunk {
    std::string_view type;  ///< "IHDR"
    BytesView payload;
    BytesView whole;  ///< with length, type and checksum
};

/// Goes through a file's chunks, up to and with IEND or as far as they are whole; checksums are not looked at. A file
/// may have millions of them, so no list is kept.
class ChunkReader {
public:
    explicit ChunkReader(BytesView file);
    /// Nothing after the last one.
    std::optional<Chunk> next();

private:
    BytesView left_;
};

/// The eight bytes every PNG begins with.
BytesView signature();

}  // namespace baton::media::png
