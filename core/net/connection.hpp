#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/net/listener.hpp"
#include "core/net/protocol.hpp"
#include "core/net/stream/stream.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace baton::core::net {

/// One connection: moves bytes between its stream and the protocol, asks the
/// router, writes answers, until one side has enough. What to do next is the
/// protocol's to say. Lives on one io_context; its deadline is checked by that
/// loop's sweeper, so no operation has a timer.
class Connection : public http::BodySource,
                   public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    using Clock = Protocol::Clock;

    Connection(Stream stream, const Shared& shared);

    /// Serves until the end. Static, so that the coroutine holds what it serves before it has begun.
    static boost::asio::awaitable<void> run(std::shared_ptr<Connection> self);
    /// Closes the stream if its deadline has passed.
    void check(Clock::time_point now);
    /// The server stops: a request in hand that it would refuse now gets no more of its body, if that is not all there.
    // decision 0043
    void refuse_body();
    /// Whether such a request is in hand, and what it asked for is still being done.
    bool has_work() const { return refusable_; }
    /// Closes the connection if no request is in hand.
    void close_if_idle();
    void close();

    task<std::span<const std::byte>> read() override;
    bool has_left() override { return protocol_.input_ended() || stream_.has_left(); }
    std::string peer_address() override { return stream_.peer_address(); }
    void hurry(std::shared_ptr<const std::atomic<bool>> others_wait) override { others_wait_ = std::move(others_wait); }

private:
    boost::asio::awaitable<bool> serve_one();
    boost::asio::awaitable<bool> fill();
    boost::asio::awaitable<http::Response> respond(http::Request& request);
    /// The first piece of a streamed body, whose failure can still be answered:
    /// then it becomes the response.
    boost::asio::awaitable<std::span<const std::byte>> first_piece(http::Response& response,
                                                                   const http::Request& request);
    boost::asio::awaitable<bool> hand_over(const http::Upgrade& successor, const http::Request& request);
    /// Waits for more of a body. Errors: shutting_down, bad_request (the client went away).
    task<> await_body();
    boost::asio::awaitable<bool> discard_rest_of_body();
    boost::asio::awaitable<void> linger();

    Stream stream_;
    const Shared& shared_;
    Protocol protocol_;
    std::shared_ptr<const std::atomic<bool>> others_wait_;  ///< for the body of the request in hand; null: nobody
    std::shared_ptr<http::Upgraded> upgraded_;              ///< what is spoken once requests are over
    bool refusable_ = false;     ///< a request is in hand that a server that stops would refuse
    bool body_refused_ = false;  ///< and the rest of its body is
    bool awaits_body_ = false;   ///< reads from the stream for a handler
};

}  // namespace baton::core::net
