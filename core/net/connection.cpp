#include "core/net/connection.hpp"

#include "core/base/tuple_token.hpp"
#include "core/http/framing.hpp"
#include "core/net/answer.hpp"
#include "core/net/response_head.hpp"
#include "core/observe/log.hpp"
#include "core/observe/request_id.hpp"

#include <boost/asio/buffer.hpp>

#include <exception>
#include <string>
#include <utility>

namespace baton::core::net {

namespace asio = boost::asio;

namespace {

constexpr std::size_t linger_bytes = 4 * 1024 * 1024;

bool refuses(Stopping stopping, http::WhileStopping route) {
    switch (route) {
        case http::WhileStopping::refused:
            return stopping == Stopping::refusing;
        case http::WhileStopping::served:
            return false;
        case http::WhileStopping::refused_first:
            return stopping != Stopping::no;
    }
    return false;
}

/// One line per request. The route stands for the path, which may hold a
/// session's id, and nothing of the query is shown.
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

http::Response refuse(const http::Face& face, const Problem& why, const http::Request& request) {
    http::Response response = face.failed(why, request);
    response.close = true;
    return response;
}

}  // namespace

Connection::Connection(Stream stream, const Shared& shared)
    : stream_(std::move(stream)), shared_(shared), protocol_(Clock::now()) {}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
    self->stream_.set_no_delay();
    while (co_await self->serve_one()) {
    }
    if (self->upgraded_) {
        // A WebSocket or event stream is idle for most of its life: it needs none
        // of what requests are read with.
        self->protocol_.release();
        co_await self->upgraded_->run();
    }
    self->close();
}

void Connection::check(Clock::time_point now) {
    const bool hurried = others_wait_ != nullptr && *others_wait_;
    if (now >= protocol_.deadline(hurried)) close();
}

void Connection::refuse_body() {
    if (!refusable_) return;
    body_refused_ = true;
    if (awaits_body_) stream_.stop_waiting();
}

void Connection::close_if_idle() {
    // What has come just now is still answered.
    if (protocol_.idle() && !stream_.has_input()) close();
}

void Connection::close() {
    stream_.close();
}

asio::awaitable<bool> Connection::serve_one() {
    others_wait_.reset();
    protocol_.begin_request(Clock::now());
    auto header = protocol_.read_header(Clock::now());
    while (header == Protocol::Header::incomplete) {
        if (!co_await fill()) co_return false;
        header = protocol_.read_header(Clock::now());
    }
    const auto started = Clock::now();
    http::Request request;
    protocol_.describe(request);
    request.id = observe::request_id(request.header("X-Request-Id"));
    request.body = this;
    request.budget = &shared_.budget;
    http::Response response;
    std::span<const std::byte> first;
    if (header == Protocol::Header::refused) {
        response = refuse(shared_.face, protocol_.refusal(), request);
    } else {
        response = co_await respond(request);
        refusable_ = false;
        if (response.pieces && has_body(request, response)) first = co_await first_piece(response, request);
    }
    auto ending = protocol_.ending(request, response, shared_.stopping != Stopping::no);
    if (ending == Protocol::Ending::refuse_upgrade) {
        response = refuse(shared_.face, problem(errc::bad_request, "bytes before the upgrade was answered"), request);
        ending = protocol_.ending(request, response, shared_.stopping != Stopping::no);
    }
    shared_.face.finish(request, response);
    log_request(request, response, started);
    if (shared_.traffic != nullptr) shared_.traffic->count(response.upgrade ? 101u : response.status);
    if (response.upgrade) co_return co_await hand_over(response.upgrade, request);
    const bool keep_alive = ending == Protocol::Ending::next_request || ending == Protocol::Ending::discard_body;
    const std::string head = response_head(response, request, shared_.face.default_headers(), keep_alive);
    if (!co_await send_answer(stream_, protocol_, {request, response, head, first})) co_return false;
    switch (ending) {
        case Protocol::Ending::hand_over:
            co_return co_await hand_over(response.stream, request);
        case Protocol::Ending::linger:
            co_await linger();
            co_return false;
        case Protocol::Ending::close:
        case Protocol::Ending::refuse_upgrade:
            co_return false;
        case Protocol::Ending::discard_body:
            if (!co_await discard_rest_of_body()) co_return false;
            break;
        case Protocol::Ending::next_request:
            break;
    }
    protocol_.end_request(Clock::now());
    co_return true;
}

asio::awaitable<bool> Connection::fill() {
    // The end is told once: who waits for it again waits until the sweeper comes.
    const auto room = protocol_.room();
    if (room.empty() || protocol_.input_ended()) co_return false;
    const auto [error, size] = co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), tuple_token);
    if (error) {
        // Whose body is refused may go on sending, and is listened to until it has read why.
        if (!body_refused_) protocol_.end_of_input();
        co_return false;
    }
    protocol_.received(size);
    co_return true;
}

asio::awaitable<http::Response> Connection::respond(http::Request& request) {
    const http::Face& face = shared_.face;
    try {
        if (auto framed = http::check_framing(request); !framed) co_return refuse(face, framed.error(), request);
        const auto match = shared_.router.match(request);
        if (!match) {
            if (match.error().code != errc::not_found) co_return face.failed(match.error(), request);
            auto lost = co_await face.unknown_path(request);
            co_return lost ? std::move(*lost) : face.failed(lost.error(), request);
        }
        if (!match->moved.empty()) co_return http::moved_response(match->moved, request);
        if (match->route == nullptr) co_return face.other_method(request, match->allow);
        const auto while_stopping = match->route->while_stopping;
        const bool refusable = while_stopping != http::WhileStopping::served;
        if (refuses(shared_.stopping, while_stopping)) co_return face.failed(problem(errc::shutting_down), request);
        refusable_ = refusable;
        const std::uint64_t limit = match->route->body_limit;
        protocol_.set_body_limit(limit);
        if (limit > 0 && request.content_length.value_or(0) > limit) {
            co_return face.failed(problem(errc::payload_too_large), request);
        }
        if (limit > 0 && request.content_length != 0u) {
            if (auto coded = http::check_coding(request); !coded) {
                co_return face.failed(coded.error(), request).set("Accept-Encoding", "identity");
            }
        }
        auto response = co_await match->route->handler(request);
        co_return response ? std::move(*response) : face.failed(response.error(), request);
    } catch (const std::exception& surprise) {
        co_return face.failed(problem_of(surprise), request);
    }
}

task<std::span<const std::byte>> Connection::read() {
    using Kind = Protocol::Body::Kind;
    for (;;) {
        auto body = protocol_.read_body(Clock::now());
        switch (body.kind) {
            case Kind::piece:
            case Kind::end:
                co_return body.piece;
            case Kind::failed:
                co_return std::move(body.problem);
            case Kind::send_continue:
                if (body_refused_) co_return problem(errc::shutting_down);
                if (!co_await send_bytes(stream_, protocol_, {"HTTP/1.1 100 Continue\r\n\r\n"})) {
                    co_return problem(errc::bad_request, "the client went away");
                }
                break;
            case Kind::incomplete:
                if (auto more = co_await await_body(); !more) co_return more.error();
                break;
        }
    }
}

task<> Connection::await_body() {
    if (body_refused_) co_return problem(errc::shutting_down);
    awaits_body_ = true;
    const bool filled = co_await fill();
    awaits_body_ = false;
    if (filled) co_return result<>{};
    if (body_refused_) co_return problem(errc::shutting_down);
    co_return problem(errc::bad_request, "the client went away in the middle of the body");
}

asio::awaitable<bool> Connection::hand_over(const http::Upgrade& successor, const http::Request& request) {
    protocol_.working();
    upgraded_ = successor(std::move(stream_));
    if (!co_await upgraded_->accept(request)) upgraded_.reset();
    co_return false;
}

asio::awaitable<bool> Connection::discard_rest_of_body() {
    protocol_.begin_discard(Clock::now());
    for (;;) {
        const auto piece = co_await read();
        if (!piece) co_return false;
        if (piece->empty()) co_return true;
    }
}

asio::awaitable<void> Connection::linger() {
    // Closing with unread bytes makes the kernel send a reset, which can destroy
    // the answer before it is read.
    stream_.shutdown_send();
    protocol_.begin_linger(Clock::now());
    std::size_t discarded = 0;
    while (!protocol_.input_ended() && discarded < linger_bytes) {
        const auto room = protocol_.room();
        const auto [error, size] =
            co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), tuple_token);
        if (error) co_return;
        discarded += size;
    }
}

asio::awaitable<std::span<const std::byte>> Connection::first_piece(http::Response& response,
                                                                    const http::Request& request) {
    Problem failure;
    try {
        const auto first = co_await response.pieces->next();
        if (first) co_return *first;
        failure = first.error();
    } catch (const std::exception& surprise) {
        failure = problem_of(surprise);
    }
    response = shared_.face.failed(failure, request);
    co_return std::span<const std::byte>{};
}

}  // namespace baton::core::net
