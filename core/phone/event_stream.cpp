#include "core/phone/event_stream.hpp"

#include "core/base/tuple_token.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace baton::core::phone {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto comment_every = 20s;  // proxies and phone networks forget a silent connection
// A phone that lost its network says no good-bye; the kernel would hope for a quarter of an hour.
constexpr auto silence_limit = 60s;
constexpr auto store_pause = 500ms;
using Steady = asio::steady_timer::clock_type;

}  // namespace

EventStream::EventStream(net::Stream stream, Id id, EventFeed feed, session::Service& sessions, event::Hub& hub)
    : stream_(std::move(stream)),
      id_(id),
      feed_(std::move(feed)),
      sessions_(sessions),
      hub_(hub),
      wake_(stream_.get_executor()),
      comment_at_(Steady::now() + comment_every) {}

asio::awaitable<bool> EventStream::accept(const http::Request&) {
    stream_.set_silence_limit(silence_limit);
    co_return send(EventFeed::greeting());
}

asio::awaitable<void> EventStream::run() {
    const auto self = shared_from_this();
    watch_peer();
    const auto subscription = hub_.subscribe(id_, stream_.get_executor(), [weak = weak_from_this()] {
        if (const auto listener = weak.lock()) {
            listener->woken_ = true;
            listener->wake_.cancel();
        }
    });
    co_await tell_until_the_end();
    // Ends the watch, too.
    stream_.close();
}

asio::awaitable<void> EventStream::tell_until_the_end() {
    while (!peer_gone_ && !hub_.stopping()) {
        woken_ = false;
        const auto longest = co_await tell();
        if (!longest) co_return;
        if (!woken_) co_await rest(*longest);
        if (Steady::now() >= comment_at_ && !send(EventFeed::comment())) co_return;
    }
}

asio::awaitable<std::optional<std::chrono::milliseconds>> EventStream::tell() {
    const auto snapshot = co_await sessions_.get(id_);
    if (!snapshot && snapshot.error().code == errc::not_found) co_return std::nullopt;
    // A store that does not answer may do so in a moment.
    if (!snapshot) co_return store_pause;
    const auto now = sessions_.now();
    if (!send(feed_.news(**snapshot, now, sessions_.calendar())) || feed_.is_over()) co_return std::nullopt;
    // At least a moment: timers go by another clock than sessions, and it may disagree by a little.
    // Whoever ends the session tells others by a hint, which may be lost.
    const auto next = std::min(feed_.next_look(**snapshot), session::lifecycle::deadline(**snapshot));
    const auto until = std::min(next - now, session::TimePoint::duration{comment_every});
    co_return std::max(std::chrono::ceil<std::chrono::milliseconds>(until), 1ms);
}

asio::awaitable<void> EventStream::rest(std::chrono::milliseconds longest) {
    wake_.expires_at(std::min(Steady::now() + longest, comment_at_));
    (void)co_await wake_.async_wait(tuple_token);
}

bool EventStream::send(std::string_view text) {
    if (text.empty()) return true;
    boost::system::error_code error;
    const std::size_t size = stream_.try_write(asio::buffer(text.data(), text.size()), error);
    comment_at_ = Steady::now() + comment_every;
    if (!error && size == text.size()) return true;
    if (!error || error == asio::error::would_block) log::warn("slow listener dropped", {{"session", log_name(id_)}});
    return false;
}

void EventStream::watch_peer() {
    stream_.async_wait_readable([self = shared_from_this()](boost::system::error_code error) {
        std::array<char, 512> ignored;
        if (!error) (void)self->stream_.try_read(asio::buffer(ignored), error);
        if (!error || error == asio::error::would_block) return self->watch_peer();
        self->peer_gone_ = true;
        self->wake_.cancel();
    });
}

}  // namespace baton::core::phone
