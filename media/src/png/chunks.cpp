#include "media/src/png/chunks.hpp"

namespace baton::media::png {

std::vector<Chunk> read_chunks(BytesView file) {
    constexpr std::size_t framing = 12;  // length, type, checksum
    std::vector<Chunk> chunks;
    std::size_t at = signature().size();
    while (at + framing <= file.size()) {
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i) length = length << 8 | std::to_integer<std::size_t>(file[at + i]);
        if (length > file.size() - at - framing) break;
        const std::string_view type{reinterpret_cast<const char*>(file.data()) + at + 4, 4};
        chunks.push_back({type, file.subspan(at + 8, length), file.subspan(at, length + framing)});
        at += length + framing;
        if (type == "IEND") break;
    }
    return chunks;
}

BytesView signature() {
    static constexpr unsigned char bytes[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    return std::as_bytes(std::span{bytes});
}

}  // namespace baton::media::png
