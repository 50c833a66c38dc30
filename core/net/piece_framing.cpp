#include "core/net/piece_framing.hpp"

#include <charconv>

namespace baton::core::net {

std::optional<PieceFraming::Frame> PieceFraming::frame(std::span<const std::byte> piece) {
    if (left_) {
        if (piece.size() > *left_ || (piece.empty() && *left_ > 0)) return std::nullopt;
        *left_ -= piece.size();
        return Frame{};
    }
    if (!chunked()) return Frame{};
    if (piece.empty()) return Frame{"0\r\n\r\n", {}};
    auto* const end = std::to_chars(size_line_.data(), size_line_.data() + size_line_.size() - 2, piece.size(), 16).ptr;
    end[0] = '\r';
    end[1] = '\n';
    return Frame{{size_line_.data(), end + 2}, "\r\n"};
}

}  // namespace baton::core::net
