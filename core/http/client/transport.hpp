#pragma once

#include "core/base/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::core::http::client {

using Clock = std::chrono::steady_clock;

/// A TCP connection to another server, with TLS over it or not. One operation at a time, on its executor.
class Transport {
public:
    /// `seat` is held as long as the connection lives.
    Transport(const boost::asio::any_io_executor& executor, std::shared_ptr<const void> seat)
        : seat_(std::move(seat)), tcp_(executor) {}

    /// Tries the addresses one after the other; each has its share of the time. Errors: unavailable.
    task<> connect(std::vector<boost::asio::ip::tcp::endpoint> addresses, std::chrono::milliseconds limit);
    /// Errors: unavailable (refused by either side, not in time), internal.
    task<> handshake(std::shared_ptr<boost::asio::ssl::context> context, std::string host,
                     std::chrono::milliseconds limit);

    /// At least a byte; 0 at an orderly end. Errors: unavailable (broken off, nothing came until then).
    task<std::size_t> read_some(std::span<std::byte> buffer, Clock::time_point until);
    /// All of it, at least a byte in each `idle`. Errors: unavailable.
    task<> write(std::span<const std::byte> bytes, std::chrono::milliseconds idle, Clock::time_point until);

    /// Whether the server has something to say already. Over TLS nobody can tell that from its session tickets without
    /// reading on, so there it never has.
    bool speaks();
    /// Whether an idle connection is good for another request: open at both ends, and nothing came uncalled.
    bool rests();
    /// Whether the last operation took too long.
    bool late() const { return late_; }
    /// What waits ends with an error.
    void close();

private:
    bool has_unread();
    Problem failure(std::string_view doing, const boost::system::error_code& error);

    std::shared_ptr<const void> seat_;
    boost::beast::tcp_stream tcp_;
    bool late_ = false;
    bool closed_ = false;
    std::shared_ptr<boost::asio::ssl::context> context_;
    std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

}  // namespace baton::core::http::client
