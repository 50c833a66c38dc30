#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/net/header_parser.hpp"
#include "core/net/listener.hpp"
#include "core/net/piece_framing.hpp"
#include "core/net/stream/stream.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace baton::core::net {

/// One TCP connection: reads requests, asks the router, writes answers, until one side has enough.
/// Lives on one io_context; its deadlines are checked by that loop's sweeper, so no operation has a timer.
class Connection : public http::BodySource,
                   public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    using Clock = std::chrono::steady_clock;

    Connection(Stream stream, const Shared& shared);

    /// Serves until the end. Static, so that the coroutine holds what it serves before it has begun.
    static boost::asio::awaitable<void> run(std::shared_ptr<Connection> self);
    /// Closes the socket if its deadline has passed.
    void check(Clock::time_point now);
    /// Closes the connection if no request is in hand.
    void close_if_idle();
    void close();

    task<std::span<const std::byte>> read() override;

private:
    enum class HeaderState { complete, refused, closed };

    boost::asio::awaitable<bool> serve_one();
    boost::asio::awaitable<HeaderState> read_header();
    boost::asio::awaitable<bool> fill();
    boost::asio::awaitable<http::Response> respond(http::Request& request);
    boost::asio::awaitable<bool> write(const http::Response& response, const http::Request& request, bool keep_alive);
    /// Pulls the first piece of a streamed body, whose failure can still be answered.
    boost::asio::awaitable<void> begin_pieces(http::Response& response, const http::Request& request);
    boost::asio::awaitable<bool> write_pieces(const http::Response& response, const http::Request& request,
                                              std::string_view head);
    boost::asio::awaitable<bool> write_bytes(std::string_view first, std::string_view second,
                                             std::string_view third = {});
    boost::asio::awaitable<bool> discard_rest_of_body();
    boost::asio::awaitable<void> linger();
    void fill_request(http::Request& request) const;
    void renew_deadline(std::chrono::seconds from_now) { deadline_ = Clock::now() + from_now; }
    void shrink_buffer();

    Stream stream_;
    const Shared& shared_;
    Clock::time_point deadline_;
    std::optional<HeaderParser> parser_;
    Clock::time_point body_deadline_;  ///< for a body without bytes; what has arrived earns more
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  ///< unread bytes of `buffer_`: [begin_, end_)
    std::size_t end_ = 0;
    std::uint64_t body_read_ = 0;
    std::uint64_t body_limit_ = 0;
    std::shared_ptr<http::Upgraded> upgraded_;  ///< what is spoken once requests are over
    std::span<const std::byte> first_piece_;    ///< of a streamed body, until its head is written
    std::optional<Problem> refusal_;            ///< why the header was not accepted
    bool expects_continue_ = false;
    bool idle_ = true;
    bool ended_ = false;  ///< the client has said all it will say
};

}  // namespace baton::core::net
