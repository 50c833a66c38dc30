#pragma once

#include "core/action/descriptor.hpp"
#include "core/event/hub.hpp"
#include "core/http/response.hpp"
#include "core/net/stream/websocket_teardown.hpp"
#include "core/session/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace baton::core::api {

/// One backend listening to one session. A writer sends what is new in the session each time the hub wakes it; a reader
/// only notices pings, closes and frames that are too large. Both run on the connection's own event loop.
// decision 0030
class EventSocket : public http::Upgraded, public std::enable_shared_from_this<EventSocket> {
public:
    EventSocket(net::Stream stream, Id id, session::Service& sessions, event::Hub& hub,
                const action::Presentation& presentation);

    boost::asio::awaitable<bool> accept(const http::Request& request) override;
    boost::asio::awaitable<void> run() override;

private:
    using WebSocket = boost::beast::websocket::stream<net::Stream, false>;

    /// Reads until the stream ends; a callback, because a coroutine that only waits costs an idle socket a kilobyte.
    // decision 0038
    void read_on();
    boost::asio::awaitable<void> write_events();
    boost::asio::awaitable<bool> send_state(const session::Session& session);
    boost::asio::awaitable<bool> send(const session::Session& session, std::uint64_t seq);
    boost::asio::awaitable<void> close(boost::beast::websocket::close_code code);
    void start_deadline(std::chrono::seconds limit);
    void end_deadline();
    void cut_off();

    WebSocket stream_;
    Id id_;
    session::Service& sessions_;
    event::Hub& hub_;
    const action::Presentation& presentation_;  ///< of the session's action
    boost::asio::steady_timer wake_;            ///< cancelled by the hub
    boost::asio::steady_timer deadline_;        ///< of the write or close in progress
    std::optional<std::uint64_t> sent_;         ///< number of the last event sent; nothing before the first message
    std::uint64_t deadline_number_ = 0;
    std::array<std::byte, 64> ignored_{};  ///< what clients send is thrown away
    bool late_ = false;                    ///< a deadline passed
    bool woken_ = false;
    bool peer_gone_ = false;
    bool writing_ = false;
};

}  // namespace baton::core::api
