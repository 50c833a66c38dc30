#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/http/router.hpp"
#include "core/net/header_parser.hpp"
#include "core/net/piece_framing.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace baton::core::net {

/// What all connections share.
struct Shared {
    const http::Router& router;
    std::atomic<bool> draining{false};  ///< the server is stopping: refuse new work
};

/// One TCP connection: reads requests, asks the router, writes answers, until one side has enough.
/// Lives on one io_context; its deadlines are checked by that loop's sweeper, so no operation has a timer.
class Connection : public http::BodySource,
                   public std::enable_shared_from_this<Connection>,
                   public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    using Clock = std::chrono::steady_clock;

    Connection(boost::asio::ip::tcp::socket socket, Shared& shared);

    boost::asio::awaitable<void> run();
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
    void cut_off();
    boost::asio::awaitable<bool> write_bytes(std::string_view first, std::string_view second,
                                             std::string_view third = {});
    boost::asio::awaitable<bool> discard_rest_of_body();
    boost::asio::awaitable<void> linger();
    void fill_request(http::Request& request) const;
    void renew_deadline(std::chrono::seconds from_now) { deadline_ = Clock::now() + from_now; }
    void shrink_buffer();

    boost::asio::ip::tcp::socket socket_;
    Shared& shared_;
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
