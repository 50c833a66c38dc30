#include "core/http/client/exchange.hpp"

#include "core/http/client/tls.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace baton::core::http::client {

namespace {

constexpr std::size_t buffer_size = 64 * 1024;
/// A server that refuses what it is being sent may close its end with the answer still on the way.
constexpr std::chrono::milliseconds last_words{1'000};
constexpr int most_interim = 8;

bool is_safe(std::string_view method) {
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

}  // namespace

Exchange::Exchange(Ground& ground, Request request, Url url)
    : ground_(ground), request_(std::move(request)), url_(std::move(url)) {}

task<> Exchange::perform() {
    const auto& limit = request_.deadlines.head;
    if (limit.count() > 0) until_ = Clock::now() + limit;
    if (transport_ = ground_.pool.take(url_.origin); transport_) {
        auto asked = co_await ask();
        // The server may have ended the connection while the request was on its way, which says nothing of the request.
        if (asked || !broken_ || answered_ || !repeatable() || ground_.stopped) co_return asked;
        sent_any_ = false;
    }
    if (auto opened = co_await open(); !opened) co_return opened.error();
    co_return co_await ask();
}

task<> Exchange::open() {
    auto seat = ground_.pool.take_seat(url_.origin);
    if (!seat) co_return seat.error();
    if (url_.origin.tls && !ground_.tls) {
        auto context = tls_context(ground_.ca_file);
        if (!context) co_return context.error();
        ground_.tls = std::move(*context);
    }
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto& deadlines = request_.deadlines;
    auto addresses = co_await find_addresses(url_.origin, ground_.allowed, deadlines.connect);
    if (!addresses) co_return addresses.error();
    if (ground_.stopped) co_return problem(errc::unavailable, "the client stops");
    transport_ = std::make_unique<Transport>(executor, std::move(*seat));
    auto connected = co_await transport_->connect(std::move(*addresses), deadlines.connect);
    if (connected && url_.origin.tls) {
        connected = co_await transport_->handshake(ground_.tls, url_.origin.host, deadlines.handshake);
    }
    if (!connected) co_return problem(connected.error().code, url_.authority + ": " + connected.error().detail);
    co_return result<>{};
}

task<> Exchange::ask() {
    buffer_.resize(buffer_size);
    begin_ = end_ = 0;
    parser_.emplace(ground_.header_bytes, request_.method == "HEAD");
    result<> sent = co_await send();
    if (!sent && sent.error().code != errc::unavailable) {
        transport_.reset();
        co_return sent.error();
    }
    const bool late = transport_->late();
    const auto until = std::exchange(until_, sent ? until_ : std::min(until_, Clock::now() + last_words));
    result<> read = co_await read_head();
    if (!read) {
        until_ = until;
        broken_ = !late && !(sent && transport_->late()) && !(sent && read.error().code != errc::unavailable);
        transport_.reset();
        co_return lost((sent ? read : sent).error());
    }
    unused_since_ = Clock::now();
    // The rest of the answer has only to go on coming.
    until_ = Clock::time_point::max();
    if (parser_->is_done()) let_go();
    co_return result<>{};
}

task<> Exchange::read_head() {
    for (;;) {
        auto parsed = parse_head();
        if (!parsed) co_return parsed.error();
        if (*parsed) co_return result<>{};
        if (auto filled = co_await fill(false); !filled) co_return filled.error();
        answered_ = true;
    }
}

result<bool> Exchange::parse_head() {
    while (begin_ < end_) {
        auto parsed = parse();
        if (!parsed) return parsed.error();
        if (!parser_->is_header_done()) return false;
        if (parser_->status() / 100 != 1) return true;
        // 101 would be an answer to a wish that nobody has.
        if (parser_->status() == 101 || ++interim_ > most_interim) {
            return problem(errc::internal, url_.authority + ": an interim answer that nobody asked for");
        }
        parser_.emplace(ground_.header_bytes, request_.method == "HEAD");
    }
    return false;
}

result<std::size_t> Exchange::parse() {
    boost::beast::error_code error;
    const auto size = parser_->put(boost::asio::buffer(buffer_.data() + begin_, end_ - begin_), error);
    begin_ += size;
    if (error && error != boost::beast::http::error::need_more) {
        return problem(errc::internal, url_.authority + ": a malformed answer: " + error.message());
    }
    return size;
}

task<> Exchange::fill(bool end_allowed) {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == buffer_.size()) co_return problem(errc::internal, url_.authority + ": a line that does not end");
    if (!transport_) co_return problem(errc::unavailable, url_.authority + ": nobody asked for the answer in time");
    const auto until = std::min(Clock::now() + request_.deadlines.idle, until_);
    const auto got = co_await transport_->read_some(std::span{buffer_}.subspan(end_), until);
    if (!got) co_return problem(got.error().code, url_.authority + ": " + got.error().detail);
    end_ += *got;
    if (*got > 0) co_return result<>{};
    boost::beast::error_code error;
    if (end_allowed) parser_->put_eof(error);
    if (!end_allowed || error) co_return problem(errc::unavailable, url_.authority + ": the answer broke off");
    co_return result<>{};
}

task<std::span<const std::byte>> Exchange::next() {
    unused_since_.reset();
    while (!parser_->is_done()) {
        if (begin_ < end_) {
            auto parsed = parse();
            if (!parsed) {
                transport_.reset();
                co_return parsed.error();
            }
            const auto piece = parser_->take_body();
            if (parser_->is_done()) let_go();
            unused_since_ = Clock::now();
            if (!piece.empty()) co_return piece;
            if (*parsed > 0) continue;
        }
        if (auto filled = co_await fill(true); !filled) {
            transport_.reset();
            co_return filled.error();
        }
    }
    let_go();
    co_return std::span<const std::byte>{};
}

std::optional<std::uint64_t> Exchange::length() const {
    const auto length = parser_->content_length();
    if (!length) return std::nullopt;
    return *length;
}

void Exchange::close_if_unused_since(Clock::time_point time) {
    if (unused_since_ && *unused_since_ <= time) transport_.reset();
}

void Exchange::close() {
    if (transport_) transport_->close();
}

void Exchange::let_go() {
    if (!transport_) return;
    const bool good = sent_all_ && begin_ == end_ && parser_->keep_alive() && !ground_.stopped;
    if (good) ground_.pool.give_back(url_.origin, std::move(transport_));
    transport_.reset();
}

bool Exchange::repeatable() const {
    const auto& method = request_.method;
    return request_.repeatable.value_or(is_safe(method) || method == "PUT" || method == "DELETE");
}

Problem Exchange::lost(Problem why) const {
    if (why.code == errc::unavailable && sent_any_ && !is_safe(request_.method)) why.code = errc::uncertain;
    return why;
}

}  // namespace baton::core::http::client
