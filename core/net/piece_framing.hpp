#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace baton::core::net {

/// How the pieces of a streamed body are put on the wire: as they are when the head says how long they are in all, in
/// chunks when it cannot, or up to the end of the connection for HTTP/1.0. Knows no socket.
class PieceFraming {
public:
    /// `size`: what the head promised. `version`: of the request, 10 or 11.
    PieceFraming(std::optional<std::uint64_t> size, unsigned version) : left_(size), version_(version) {}

    bool chunked() const { return !left_ && version_ == 11; }
    /// Whether only the end of the connection tells the end of the body.
    bool ends_with_connection() const { return !left_ && version_ != 11; }

    /// What surrounds a piece; the texts live as long as this and until the next call.
    struct Frame {
        std::string_view before;
        std::string_view after;
    };
    /// An empty piece is the end. Nothing: more or less than was promised; no valid end can be sent any more.
    std::optional<Frame> frame(std::span<const std::byte> piece);

private:
    std::optional<std::uint64_t> left_;  ///< bytes that the head promised and that are still to come
    unsigned version_;
    std::array<char, 20> size_line_{};
};

}  // namespace baton::core::net
