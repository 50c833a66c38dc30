#include "core/net/connection.hpp"

#include "core/base/ascii.hpp"
#include "core/http/framing.hpp"
#include "core/net/response_head.hpp"
#include "core/observe/log.hpp"
#include "core/observe/request_id.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <utility>

namespace baton::core::net {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

// The sweeper looks once a second, so a promise of "closed after 10 s" is kept with 9.
constexpr auto kHeaderTime = 9s;
constexpr auto kIdleTime = 75s;
constexpr auto kProgressTime = 30s;  // without a byte, in either direction
constexpr auto kLingerTime = 3s;
// A body has this long, and a second more for each 4 KiB of it: a bad network passes, a dribbling client does not.
constexpr auto kBodyTime = 60s;
constexpr std::uint64_t kSlowestRate = 4096;

constexpr std::size_t kSmallBuffer = 4 * 1024;
constexpr std::size_t kHeaderBuffer = 20 * 1024;  // above the parser's limit, so that the parser is who refuses
constexpr std::size_t kBodyBuffer = 64 * 1024;
constexpr std::uint64_t kCheapToDiscard = 64 * 1024;
constexpr std::size_t kShortestEnd = std::string_view{"0\r\n\r\n"}.size();
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;

bool has_body(const http::Request& request, const http::Response& response) {
    return request.method != http::Verb::head && response.status != 304 && response.status != 204;
}

/// One line per request. The route stands for the path, which may hold a session's id, and nothing of the query is
/// shown.
void log_request(const http::Request& request, const http::Response& response, Connection::Clock::time_point started) {
    if (!log::enabled(log::Level::info)) return;
    const auto method = boost::beast::http::to_string(request.method);
    const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(Connection::Clock::now() - started);
    log::info("request", {{"request_id", request.id},
                          {"method", std::string_view{method.data(), method.size()}},
                          {"route", request.route},
                          {"status", response.upgrade ? 101u : response.status},
                          {"ms", static_cast<double>(spent.count()) / 1000}});
}

}  // namespace

Connection::Connection(Stream stream, const Shared& shared)
    : stream_(std::move(stream)), shared_(shared), deadline_(Clock::now() + kHeaderTime), buffer_(kSmallBuffer) {}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
    self->stream_.set_no_delay();
    while (co_await self->serve_one()) {
    }
    if (self->upgraded_) {
        // A WebSocket or event stream is idle for most of its life: it needs none of what requests are read with.
        self->parser_.reset();
        std::vector<char>{}.swap(self->buffer_);
        co_await self->upgraded_->run();
    }
    self->close();
}

void Connection::check(Clock::time_point now) {
    if (now >= deadline_) close();
}

void Connection::close_if_idle() {
    if (idle_) close();
}

void Connection::close() {
    stream_.close();
}

asio::awaitable<bool> Connection::serve_one() {
    parser_.emplace();
    const HeaderState state = co_await read_header();
    if (state == HeaderState::closed) co_return false;
    idle_ = false;
    const auto started = Clock::now();
    http::Request request;
    fill_request(request);
    http::Response response;
    if (state == HeaderState::refused) {
        response = shared_.face.failed(*refusal_, request);
        response.close = true;
    } else {
        response = co_await respond(request);
        if (response.pieces && has_body(request, response)) co_await begin_pieces(response, request);
    }
    if (response.upgrade && begin_ != end_) {
        // Nobody may speak the new protocol before it is agreed on, and these bytes would be lost.
        response = shared_.face.failed(problem(errc::bad_request, "bytes before the upgrade was answered"), request);
        response.close = true;
    }
    shared_.face.finish(request, response);
    log_request(request, response, started);
    if (response.upgrade) {
        deadline_ = Clock::time_point::max();
        upgraded_ = response.upgrade(std::move(stream_));
        if (!co_await upgraded_->accept(request)) upgraded_.reset();
        co_return false;
    }
    // Its end is what ends the stream; a HEAD request gets only the head.
    const bool streams = response.stream && request.method != http::Verb::head;
    const bool endless = response.pieces && !response.content_length() && request.version != 11;
    bool keep_alive = !streams && !endless && state == HeaderState::complete && parser_->keep_alive() &&
                      !response.close && !shared_.draining;
    const bool unread = state == HeaderState::refused || !parser_->is_done();
    if (keep_alive && unread)
        keep_alive = !expects_continue_ && request.content_length.value_or(UINT64_MAX) <= kCheapToDiscard;
    if (!co_await write(response, request, keep_alive)) co_return false;
    if (streams) {
        deadline_ = Clock::time_point::max();
        upgraded_ = response.stream(std::move(stream_));
        if (!co_await upgraded_->accept(request)) upgraded_.reset();
        co_return false;
    }
    if (!keep_alive) {
        if (unread) co_await linger();
        co_return false;
    }
    // Answered: what is still to come keeps nobody waiting, also not a server that stops.
    idle_ = true;
    if (unread && !co_await discard_rest_of_body()) co_return false;
    shrink_buffer();
    co_return true;
}

asio::awaitable<Connection::HeaderState> Connection::read_header() {
    refusal_.reset();
    body_read_ = 0;
    expects_continue_ = false;
    std::size_t size = 0;
    bool fresh = begin_ == end_;
    if (!fresh) renew_deadline(kHeaderTime);
    for (;;) {
        if (begin_ != end_) {
            boost::system::error_code error;
            const std::size_t taken = parser_->put(asio::buffer(buffer_.data() + begin_, end_ - begin_), error);
            begin_ += taken;
            size += taken;
            // Beast sees to its limit only where a piece ends within a field.
            const bool too_large = size > kHeaderLimit || error == boost::beast::http::error::header_limit;
            if (parser_->is_header_done() && !error && !too_large) break;
            if (too_large) {
                refusal_ = problem(errc::header_too_large);
                co_return HeaderState::refused;
            }
            if (error && error != boost::beast::http::error::need_more) {
                refusal_ = problem(errc::bad_request, "not a valid HTTP/1 request");
                co_return HeaderState::refused;
            }
        }
        if (!co_await fill()) co_return HeaderState::closed;
        // The time for the header starts with its first byte and is not renewed: dribbling does not help.
        if (std::exchange(fresh, false)) deadline_ = std::min(deadline_, Clock::now() + kHeaderTime);
    }
    // While the handler works nobody waits for the network; its body reads and the answer set deadlines of their own.
    deadline_ = Clock::time_point::max();
    body_deadline_ = Clock::now() + kBodyTime;
    co_return HeaderState::complete;
}

asio::awaitable<bool> Connection::fill() {
    // The end is told once: who waits for it again waits until the sweeper comes.
    if (ended_) co_return false;
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ == buffer_.size() && begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == buffer_.size()) {
        if (buffer_.size() >= kHeaderBuffer) co_return false;
        buffer_.resize(kHeaderBuffer);
    }
    const auto [error, size] =
        co_await stream_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_), kToken);
    ended_ = static_cast<bool>(error);
    if (ended_) co_return false;
    end_ += size;
    co_return true;
}

void Connection::fill_request(http::Request& request) const {
    request.method = parser_->method();
    request.version = parser_->version();
    request.target = parser_->target();
    request.fields = parser_->fields();
    request.id = observe::request_id(request.header("X-Request-Id"));
    request.body = const_cast<Connection*>(this);
    if (const auto length = parser_->is_header_done() ? parser_->content_length() : boost::none) {
        request.content_length = *length;
    } else if (parser_->is_done()) {
        request.content_length = 0;
    }
}

asio::awaitable<http::Response> Connection::respond(http::Request& request) {
    expects_continue_ = !parser_->is_done() && request.version == 11 &&
                        iequals(request.header(http::FieldName::expect), "100-continue");
    try {
        if (shared_.draining) co_return shared_.face.failed(problem(errc::shutting_down), request);
        if (auto framed = http::check_framing(request); !framed) {
            auto response = shared_.face.failed(framed.error(), request);
            response.close = true;
            co_return response;
        }
        const auto match = shared_.router.match(request);
        if (!match) {
            if (match.error().code != errc::not_found) co_return shared_.face.failed(match.error(), request);
            auto lost = co_await shared_.face.unknown_path(request);
            co_return lost ? std::move(*lost) : shared_.face.failed(lost.error(), request);
        }
        if (!match->moved.empty()) co_return http::moved_response(match->moved, request);
        if (match->route == nullptr) {
            co_return shared_.face.other_method(request, match->allow);
        }
        body_limit_ = match->route->body_limit;
        if (request.content_length.value_or(0) > body_limit_ && body_limit_ > 0) {
            co_return shared_.face.failed(problem(errc::payload_too_large), request);
        }
        auto response = co_await match->route->handler(request);
        if (!response) co_return shared_.face.failed(response.error(), request);
        co_return std::move(*response);
    } catch (const std::exception& surprise) {
        co_return shared_.face.failed(problem(errc::internal, surprise.what()), request);
    }
}

task<std::span<const std::byte>> Connection::read() {
    bool wants_more = false;
    for (;;) {
        if (parser_->is_done()) co_return std::span<const std::byte>{};
        if (ended_) co_return problem(errc::bad_request, "the client went away in the middle of the body");
        if (std::exchange(expects_continue_, false) && begin_ == end_) {
            if (!co_await write_bytes("HTTP/1.1 100 Continue\r\n\r\n", {}))
                co_return problem(errc::bad_request, "the client went away");
        }
        // Beast must not see less than the shortest end of a chunked body once it has asked for more of it.
        bool starved = begin_ == end_ || (wants_more && end_ - begin_ < kShortestEnd);
        if (!starved) {
            boost::system::error_code error;
            begin_ += parser_->put(asio::buffer(buffer_.data() + begin_, end_ - begin_), error);
            starved = wants_more = error == boost::beast::http::error::need_more;
            if (error && !starved) co_return problem(errc::bad_request, "broken body framing");
            const std::string_view piece = parser_->take_body();
            body_read_ += piece.size();
            if (body_read_ > body_limit_) co_return problem(errc::payload_too_large);
            if (!piece.empty()) co_return std::as_bytes(std::span{piece});
        }
        if (starved) {
            // Large bodies come in large pieces: fewer system calls, and chunk headers that always fit.
            if (begin_ == end_ && buffer_.size() < kBodyBuffer &&
                parser_->content_length_remaining().value_or(UINT64_MAX) > kSmallBuffer) {
                buffer_.resize(kBodyBuffer);
            }
            // Progress renews the deadline, but not for ever: whoever dribbles is cut off.
            const auto earned = std::chrono::seconds{body_read_ / kSlowestRate};
            deadline_ = std::min(Clock::now() + kProgressTime, body_deadline_ + earned);
            if (!co_await fill()) {
                co_return problem(errc::bad_request, "the client went away in the middle of the body");
            }
            deadline_ = Clock::time_point::max();
        }
    }
}

asio::awaitable<bool> Connection::discard_rest_of_body() {
    body_limit_ = UINT64_MAX;
    body_deadline_ = Clock::now() + kLingerTime;
    for (;;) {
        const auto piece = co_await read();
        if (!piece) co_return false;
        if (piece->empty()) co_return true;
    }
}

void Connection::shrink_buffer() {
    if (begin_ == end_ && buffer_.size() > kSmallBuffer) {
        begin_ = end_ = 0;
        buffer_.resize(kSmallBuffer);
        buffer_.shrink_to_fit();
    }
    renew_deadline(kIdleTime);
}

asio::awaitable<bool> Connection::write(const http::Response& response, const http::Request& request, bool keep_alive) {
    const std::string head = response_head(response, request, shared_.face.default_headers(), keep_alive);
    renew_deadline(kProgressTime);
    if (!has_body(request, response)) co_return co_await write_bytes(head, {});
    if (response.pieces) co_return co_await write_pieces(response, request, head);
    if (response.blob) {
        const file::BlobView mapped{response.blob};
        const auto part = mapped.bytes().subspan(response.offset, response.length);
        co_return co_await write_bytes(head, {reinterpret_cast<const char*>(part.data()), part.size()});
    }
    co_return co_await write_bytes(head,
                                   response.view.data() != nullptr ? response.view : std::string_view{response.body});
}

asio::awaitable<void> Connection::begin_pieces(http::Response& response, const http::Request& request) {
    Problem failure;
    try {
        const auto first = co_await response.pieces->next();
        if (first) {
            first_piece_ = *first;
            co_return;
        }
        failure = first.error();
    } catch (const std::exception& surprise) {
        failure = problem(errc::internal, surprise.what());
    }
    response = shared_.face.failed(failure, request);
}

asio::awaitable<bool> Connection::write_pieces(const http::Response& response, const http::Request& request,
                                               std::string_view head) {
    PieceFraming framing{response.pieces->size(), request.version};
    result<std::span<const std::byte>> piece = std::exchange(first_piece_, {});
    for (;;) {
        const auto frame = piece ? framing.frame(*piece) : std::nullopt;
        if (!frame) {
            const std::string why = piece ? "not as long as it said" : piece.error().detail;
            log::error("an answer was broken off", {{"request_id", request.id}, {"detail", why}});
            // Its end would pass for the end of the body.
            if (framing.ends_with_connection()) stream_.cut_off();
            co_return false;
        }
        const std::string before = std::string{std::exchange(head, {})}.append(frame->before);
        const std::string_view bytes{reinterpret_cast<const char*>(piece->data()), piece->size()};
        renew_deadline(kProgressTime);
        if (!co_await write_bytes(before, bytes, frame->after)) co_return false;
        if (piece->empty()) co_return true;
        // While the next piece is made nobody waits for the network.
        deadline_ = Clock::time_point::max();
        piece = co_await response.pieces->next();
    }
}

asio::awaitable<bool> Connection::write_bytes(std::string_view first, std::string_view second, std::string_view third) {
    while (!first.empty() || !second.empty() || !third.empty()) {
        const std::array buffers{asio::buffer(first.data(), first.size()), asio::buffer(second.data(), second.size()),
                                 asio::buffer(third.data(), third.size())};
        auto [error, size] = co_await stream_.async_write_some(buffers, kToken);
        if (error) co_return false;
        for (auto* part : {&first, &second, &third}) {
            const std::size_t taken = std::min(size, part->size());
            part->remove_prefix(taken);
            size -= taken;
        }
        renew_deadline(kProgressTime);
    }
    co_return true;
}

asio::awaitable<void> Connection::linger() {
    // Closing with unread bytes makes the kernel send a reset, which can destroy the answer before it is read.
    stream_.shutdown_send();
    renew_deadline(kLingerTime);
    std::size_t discarded = 0;
    while (!ended_ && discarded < kLingerBytes) {
        const auto [error, size] = co_await stream_.async_read_some(asio::buffer(buffer_), kToken);
        if (error) co_return;
        discarded += size;
    }
}

}  // namespace baton::core::net
