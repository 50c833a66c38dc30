#include "core/api/event_socket.hpp"

#include "core/api/session_json.hpp"
#include "core/base/tuple_token.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace baton::core::api {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using namespace std::chrono_literals;
using session::Status;

namespace {

constexpr std::size_t largest_frame = 64 * 1024;
constexpr auto slow_reader = 10s;  // without taking a message
constexpr auto close_time = 1s;    // for the peer's half of the closing handshake
constexpr auto store_pause = 500ms;

/// At least a moment: timers go by another clock than sessions, and it may disagree by a little.
std::chrono::nanoseconds time_left(const session::Session& session, session::TimePoint now) {
    return std::max<std::chrono::nanoseconds>(session::lifecycle::deadline(session) - now, 1ms);
}

}  // namespace

EventSocket::EventSocket(net::Stream stream, Id id, session::Service& sessions, event::Hub& hub,
                         const action::Presentation& presentation)
    : stream_(std::move(stream)),
      id_(id),
      sessions_(sessions),
      hub_(hub),
      presentation_(presentation),
      wake_(stream_.get_executor()),
      deadline_(stream_.get_executor()) {
    // Keep-alive pings go out at half the idle time: every 20 s.
    stream_.set_option(websocket::stream_base::timeout{10s, 40s, true});
    stream_.read_message_max(largest_frame);
}

asio::awaitable<void> EventSocket::run() {
    const auto self = shared_from_this();
    const auto subscription = hub_.subscribe(id_, stream_.get_executor(), [weak = weak_from_this()] {
        if (const auto listener = weak.lock()) {
            listener->woken_ = true;
            listener->wake_.cancel();
        }
    });
    read_on();
    co_await write_events();
    cut_off();
    // The reader holds the stream; it ends now that the socket is closed.
    while (!peer_gone_) {
        wake_.expires_after(1s);
        (void)co_await wake_.async_wait(tuple_token);
    }
}

asio::awaitable<bool> EventSocket::accept(const http::Request& request) {
    beast::http::request<beast::http::empty_body> upgrade{
        beast::http::verb::get, {request.target.data(), request.target.size()}, 11};
    for (const auto& field : request.fields) {
        // Of these lists Beast sees one field only; the route has looked at all of them.
        if (field.id == http::FieldName::connection || field.id == http::FieldName::upgrade) continue;
        upgrade.insert(beast::string_view{field.name.data(), field.name.size()},
                       beast::string_view{field.value.data(), field.value.size()});
    }
    upgrade.set(http::FieldName::connection, "Upgrade");
    upgrade.set(http::FieldName::upgrade, "websocket");
    const auto [error] = co_await stream_.async_accept(upgrade, tuple_token);
    co_return !error;
}

void EventSocket::read_on() {
    stream_.async_read_some(asio::buffer(ignored_),
                            [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                                if (!error) return self->read_on();
                                // A message that is too large was answered with close code 1009 by the stream itself.
                                self->peer_gone_ = true;
                                self->wake_.cancel();
                                // A write that waits for a peer that is gone must not wait for its time-out.
                                if (self->writing_) self->cut_off();
                            });
}

asio::awaitable<void> EventSocket::write_events() {
    while (!peer_gone_) {
        woken_ = false;
        const bool stopping = hub_.stopping();  // asked first: what the session has by then is still told
        auto until = asio::steady_timer::time_point::max();
        if (const auto snapshot = co_await sessions_.get(id_)) {
            const auto& session = **snapshot;
            if (!co_await send_state(session)) co_return;
            if (session.is_tombstone()) co_return co_await close(websocket::close_code::normal);
            // Whoever ends it tells others by a hint, which may be lost.
            until = asio::steady_timer::clock_type::now() + time_left(session, sessions_.now());
        } else if (snapshot.error().code == errc::not_found) {
            co_return co_await close(websocket::close_code::normal);
        } else {
            // A store that does not answer may do so in a moment.
            until = asio::steady_timer::clock_type::now() + store_pause;
        }
        if (stopping) co_return co_await close(websocket::close_code::going_away);
        if (woken_ || peer_gone_) continue;
        wake_.expires_at(until);
        (void)co_await wake_.async_wait(tuple_token);
    }
}

asio::awaitable<bool> EventSocket::send_state(const session::Session& session) {
    const std::uint64_t latest = session.sequence();
    if (!sent_) {
        sent_ = latest;
        // The result may have ended between the check and now; then there is nothing left to say.
        const bool ended = session.is_tombstone() && session.completed_at;
        co_return ended || co_await send(session, latest);
    }
    while (*sent_ < latest) {
        ++*sent_;
        // A listener that was too slow for the result is not told of files that are gone.
        const bool gone = session.is_tombstone() && session.events[*sent_ - 1].status == Status::completed;
        if (gone) continue;
        if (!co_await send(session, *sent_)) co_return false;
    }
    co_return true;
}

asio::awaitable<bool> EventSocket::send(const session::Session& session, std::uint64_t seq) {
    const std::string text = event_json(session, sessions_.calendar(), seq, presentation_);
    writing_ = true;
    start_deadline(slow_reader);
    stream_.text(true);
    const auto [error, size] = co_await stream_.async_write(asio::buffer(text), tuple_token);
    end_deadline();
    writing_ = false;
    if (late_) log::warn("slow listener dropped", {{"session", log_name(id_)}, {"code", 1013}});
    if (!error && seq > 0 && session.events[seq - 1].status == Status::completed) sessions_.uncollected().told(id_);
    co_return !error;
}

asio::awaitable<void> EventSocket::close(websocket::close_code code) {
    start_deadline(close_time);
    (void)co_await stream_.async_close(code, tuple_token);
    end_deadline();
}

void EventSocket::start_deadline(std::chrono::seconds limit) {
    deadline_.expires_after(limit);
    deadline_.async_wait([self = shared_from_this(), number = ++deadline_number_](boost::system::error_code error) {
        // A timer that has already fired cannot be cancelled; its number tells that it is over.
        if (error || number != self->deadline_number_) return;
        self->late_ = true;
        self->cut_off();
    });
}

void EventSocket::end_deadline() {
    ++deadline_number_;
    deadline_.cancel();
}

void EventSocket::cut_off() {
    stream_.next_layer().close();
}

}  // namespace baton::core::api
