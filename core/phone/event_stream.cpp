#include "core/phone/event_stream.hpp"

#include "core/observe/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <array>
#include <utility>

namespace baton::core::phone {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr auto kCommentEvery = 20s;  // proxies and phone networks forget a silent connection
// A phone that lost its network says no good-bye; the kernel would hope for a quarter of an hour.
constexpr int kSilenceMilliseconds = 60'000;
using SilenceLimit = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
using Steady = asio::steady_timer::clock_type;

}  // namespace

EventStream::EventStream(asio::ip::tcp::socket socket, Id id, EventFeed feed, session::Service& sessions,
                         event::Hub& hub)
    : socket_(std::move(socket)),
      id_(id),
      feed_(std::move(feed)),
      sessions_(sessions),
      hub_(hub),
      wake_(socket_.get_executor()),
      comment_at_(Steady::now() + kCommentEvery) {}

asio::awaitable<bool> EventStream::accept(const http::Request&) {
    boost::system::error_code error;
    boost::system::error_code ignored;
    socket_.set_option(SilenceLimit{kSilenceMilliseconds}, ignored);
    socket_.non_blocking(true, error);
    co_return !error && send(EventFeed::greeting());
}

asio::awaitable<void> EventStream::run() {
    const auto self = shared_from_this();
    watch_peer();
    const auto subscription = hub_.subscribe(id_, socket_.get_executor(), [weak = weak_from_this()] {
        if (const auto listener = weak.lock()) {
            listener->woken_ = true;
            listener->wake_.cancel();
        }
    });
    co_await tell_until_the_end();
    // Ends the watch, too.
    boost::system::error_code ignored;
    socket_.close(ignored);
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
    if (!snapshot) co_return std::nullopt;
    const auto now = sessions_.now();
    if (!send(feed_.news(**snapshot, now)) || feed_.is_over()) co_return std::nullopt;
    // At least a moment: the two clocks may disagree by a little.
    const auto until = std::min(feed_.next_look(**snapshot) - now, session::TimePoint::duration{kCommentEvery});
    co_return std::max(std::chrono::ceil<std::chrono::milliseconds>(until), 1ms);
}

asio::awaitable<void> EventStream::rest(std::chrono::milliseconds longest) {
    wake_.expires_at(std::min(Steady::now() + longest, comment_at_));
    (void)co_await wake_.async_wait(kToken);
}

bool EventStream::send(std::string_view text) {
    if (text.empty()) return true;
    boost::system::error_code error;
    const std::size_t size = socket_.write_some(asio::buffer(text.data(), text.size()), error);
    comment_at_ = Steady::now() + kCommentEvery;
    if (!error && size == text.size()) return true;
    if (!error || error == asio::error::would_block) log::warn("slow listener dropped", {{"session", log_name(id_)}});
    return false;
}

void EventStream::watch_peer() {
    socket_.async_wait(asio::socket_base::wait_read, [self = shared_from_this()](boost::system::error_code error) {
        std::array<char, 512> ignored;
        if (!error) (void)self->socket_.read_some(asio::buffer(ignored), error);
        if (!error || error == asio::error::would_block) return self->watch_peer();
        self->peer_gone_ = true;
        self->wake_.cancel();
    });
}

}  // namespace baton::core::phone
