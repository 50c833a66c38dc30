#include "media/src/png/chunks.hpp"

#include <algorithm>

namespace baton::media::png {

ChunkReader::ChunkReader(BytesView file) : left_(file.subspan(std::min(file.size(), signature().size()))) {}

std::optional<Chunk> ChunkReader::next() {
    constexpr std::size_t framing = 12;  // length, type, checksum
    if (left_.size() < framing) return std::nullopt;
    std::size_t length = 0;
    for (std::byte byte : left_.first(4)) length = length << 8 | std::to_integer<std::size_t>(byte);
    if (length > left_.size() - framing) return std::nullopt;
    const std::string_view type{reinterpret_cast<const char*>(left_.data()) + 4, 4};
    const Chunk chunk{type, left_.subspan(8, length), left_.first(length + framing)};
    left_ = type == "IEND" ? BytesView{} : left_.subspan(length + framing);
    return chunk;
}

BytesView signature() {
    static constexpr unsigned char bytes[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    return std::as_bytes(std::span{bytes});
}

}  // namespace baton::media::png
