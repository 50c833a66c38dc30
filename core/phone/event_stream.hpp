#pragma once

#include "core/event/hub.hpp"
#include "core/http/response.hpp"
#include "core/net/stream/stream.hpp"
#include "core/phone/event_feed.hpp"
#include "core/session/service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace baton::core::phone {

/// One phone listening to its session. Writes when the hub wakes it or time brings something; while nothing happens it
/// costs one timer and one wait for the peer's end. What does not fit into the socket's buffer is never waited for:
/// a reader that slow is dropped, and learns what it missed when it connects again.
// decision 0030
class EventStream : public http::Upgraded, public std::enable_shared_from_this<EventStream> {
public:
    EventStream(net::Stream stream, Id id, EventFeed feed, session::Service& sessions, event::Hub& hub);

    boost::asio::awaitable<bool> accept(const http::Request& request) override;
    boost::asio::awaitable<void> run() override;

private:
    boost::asio::awaitable<void> tell_until_the_end();
    /// Sends what is new. Says how long it may rest then; nothing: the stream has ended.
    boost::asio::awaitable<std::optional<std::chrono::milliseconds>> tell();
    boost::asio::awaitable<void> rest(std::chrono::milliseconds longest);
    bool send(std::string_view text);
    void watch_peer();

    net::Stream stream_;
    Id id_;
    EventFeed feed_;
    session::Service& sessions_;
    event::Hub& hub_;
    boost::asio::steady_timer wake_;  ///< cancelled by the hub
    boost::asio::steady_timer::time_point comment_at_;
    bool woken_ = false;
    bool peer_gone_ = false;
};

}  // namespace baton::core::phone
