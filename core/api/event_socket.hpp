#pragma once

#include "core/event/hub.hpp"
#include "core/http/request.hpp"
#include "core/session/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace baton::core::api {

/// One backend listening to one session. A writer sends what is new in the session each time the hub wakes it; a reader
/// only notices pings, closes and frames that are too large. Both run on the connection's own event loop.
class EventSocket : public std::enable_shared_from_this<EventSocket> {
public:
    EventSocket(boost::asio::ip::tcp::socket socket, session::Id id, session::Service& sessions, event::Hub& hub);

    /// From the handshake to the close.
    boost::asio::awaitable<void> run(const http::Request& request);

private:
    using Stream = boost::beast::websocket::stream<boost::asio::ip::tcp::socket, false>;

    boost::asio::awaitable<bool> handshake(const http::Request& request);
    boost::asio::awaitable<void> read_until_closed();
    boost::asio::awaitable<void> write_events();
    boost::asio::awaitable<bool> send_state(const session::Session& session);
    boost::asio::awaitable<bool> send(const session::Session& session, std::uint64_t seq);
    boost::asio::awaitable<void> close(boost::beast::websocket::close_code code);
    void start_deadline(std::chrono::seconds limit);
    void end_deadline();
    void cut_off();

    Stream stream_;
    session::Id id_;
    session::Service& sessions_;
    event::Hub& hub_;
    boost::asio::steady_timer wake_;      ///< cancelled by the hub
    boost::asio::steady_timer deadline_;  ///< of the write or close in progress
    std::optional<std::uint64_t> sent_;   ///< number of the last event sent; nothing before the first message
    std::uint64_t deadline_number_ = 0;
    bool late_ = false;  ///< a deadline passed
    bool woken_ = false;
    bool peer_gone_ = false;
    bool writing_ = false;
};

}  // namespace baton::core::api
