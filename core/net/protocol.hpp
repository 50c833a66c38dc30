#pragma once

#include "core/base/error.hpp"
#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/net/header_parser.hpp"
#include "core/net/receive_buffer.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace baton::core::net {

/// HTTP/1 as the server's side of one connection speaks it, without a socket and without a clock: it is fed bytes and
/// times, and says what is to be done. What it says does not depend on how the bytes were cut. It frames requests and
/// decides how they end; it knows no routes, writes nothing and never waits.
///
/// One request: `begin_request`, `read_header` until it is no longer incomplete, `describe`, as many `read_body` as the
/// handler likes, `ending`; then what that says, and `end_request`.
// decision 0041
class Protocol {
public:
    using Clock = std::chrono::steady_clock;

    explicit Protocol(Clock::time_point now);

    /// Where the next bytes belong; empty: they belong nowhere, the connection is over.
    std::span<char> room() { return buffer_.room(); }
    void received(std::size_t size) { buffer_.received(size); }
    /// The client has said all it will say.
    void end_of_input() { ended_ = true; }
    bool input_ended() const { return ended_; }

    /// When the connection is to be closed if nothing happens. `hurried`: others wait for the body that comes.
    Clock::time_point deadline(bool hurried = false) const {
        return hurried ? std::min(deadline_, stalled_) : deadline_;
    }
    /// Something was sent, or is about to be.
    void sending(Clock::time_point now);
    /// Nobody waits for the network now, but for a handler, or another protocol.
    void working() { deadline_ = stalled_ = Clock::time_point::max(); }
    /// Whether no request is in hand, so that nobody misses the connection.
    bool idle() const { return idle_; }

    enum class Header { incomplete, complete, refused };
    void begin_request(Clock::time_point now);
    /// Incomplete: more bytes are needed. Refused: answer with `refusal` and close.
    Header read_header(Clock::time_point now);
    const Problem& refusal() const { return refusal_; }
    /// Fills what the header says of the request; its views live until `begin_request`.
    void describe(http::Request& request);

    /// Bytes of body that the route takes; 0 until it is known.
    void set_body_limit(std::uint64_t limit) { body_limit_ = limit; }

    struct Body {
        enum class Kind { piece, end, incomplete, send_continue, failed } kind;
        std::span<const std::byte> piece{};  ///< valid until the next call of anything
        Problem problem{};                   ///< bad_request, payload_too_large
    };
    /// Incomplete: more bytes are needed. Send_continue: send "100 Continue" and ask again.
    Body read_body(Clock::time_point now);

    /// What follows the answer.
    enum class Ending {
        next_request,  ///< at once
        discard_body,  ///< after the body that nobody read: `begin_discard`, then `read_body` to its end
        linger,        ///< close, but read on for a while: `begin_linger`
        close,
        hand_over,       ///< the connection belongs to `upgrade` or `stream` of the answer
        refuse_upgrade,  ///< bytes came before the upgrade was agreed on: answer with bad_request and close
    };
    Ending ending(const http::Request& request, const http::Response& response, bool draining) const;

    void begin_discard(Clock::time_point now);
    void begin_linger(Clock::time_point now);
    /// The answer is sent and the body read: waits for the next request.
    void end_request(Clock::time_point now);

    /// Gives back what requests are read with: none will come.
    void release();

private:
    void skip_empty_lines();

    ReceiveBuffer buffer_;
    std::optional<HeaderParser> parser_;
    Clock::time_point deadline_;
    Clock::time_point stalled_ = Clock::time_point::max();  ///< when a body that nothing is heard of has stalled
    std::optional<Clock::time_point> body_deadline_;        ///< for a body without bytes; what has arrived earns more
    std::size_t header_size_ = 0;
    std::size_t empty_lines_ = 0;  ///< before the request
    std::uint64_t body_read_ = 0;
    std::uint64_t body_limit_ = 0;
    Problem refusal_;
    Header header_ = Header::incomplete;
    bool expects_continue_ = false;
    bool body_wants_more_ = false;  ///< the parser has seen all there is and needs more
    bool fresh_ = true;             ///< not a byte of the request has come
    bool idle_ = true;
    bool ended_ = false;
};

/// Whether the answer has a body; else its head only says what it would be like.
bool has_body(const http::Request& request, const http::Response& response);

}  // namespace baton::core::net
