#include "core/http/client/transport.hpp"

#include "core/base/tuple_token.hpp"
#include "core/http/client/tls.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/error.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace baton::core::http::client {

using error_code = boost::system::error_code;

Problem Transport::failure(std::string_view doing, const error_code& error) {
    late_ = error == boost::beast::error::timeout;
    return problem(errc::unavailable, std::string{doing} + ": " + (late_ ? "not in time" : error.message()));
}

task<> Transport::connect(std::vector<boost::asio::ip::tcp::endpoint> addresses, std::chrono::milliseconds limit) {
    const auto end = Clock::now() + limit;
    error_code error = boost::beast::error::timeout;
    for (std::size_t at = 0; at < addresses.size(); ++at) {
        const auto now = Clock::now();
        if (now >= end || closed_) break;
        // One that swallows everything must not take the time of those behind it.
        tcp_.expires_at(now + (end - now) / static_cast<int>(addresses.size() - at));
        std::tie(error) = co_await tcp_.async_connect(addresses[at], tuple_token);
        if (error) {
            tcp_.close();
            continue;
        }
        error_code ignored;
        tcp_.socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
        co_return result<>{};
    }
    co_return failure("connecting", error);
}

task<> Transport::handshake(std::shared_ptr<boost::asio::ssl::context> context, std::string host,
                            std::chrono::milliseconds limit) {
    context_ = std::move(context);
    tls_.emplace(tcp_, *context_);
    if (auto set = expect_host(tls_->native_handle(), host); !set) co_return set.error();
    tcp_.expires_after(limit);
    const auto [error] = co_await tls_->async_handshake(boost::asio::ssl::stream_base::client, tuple_token);
    if (!error) co_return result<>{};
    if (error == boost::beast::error::timeout) co_return failure("TLS", error);
    co_return problem(errc::unavailable, handshake_failure(tls_->native_handle(), error));
}

task<std::size_t> Transport::read_some(std::span<std::byte> buffer, Clock::time_point until) {
    const auto into = boost::asio::buffer(buffer.data(), buffer.size());
    tcp_.expires_at(until);
    error_code error;
    std::size_t size = 0;
    if (tls_) {
        std::tie(error, size) = co_await tls_->async_read_some(into, tuple_token);
    } else {
        std::tie(error, size) = co_await tcp_.async_read_some(into, tuple_token);
    }
    // Over TLS an end without goodbye is no end: somebody may have cut the answer.
    if (error == boost::asio::error::eof) co_return std::size_t{0};
    if (error) co_return failure("waiting for the answer", error);
    co_return size;
}

task<> Transport::write(std::span<const std::byte> bytes, std::chrono::milliseconds idle, Clock::time_point until) {
    while (!bytes.empty()) {
        const auto from = boost::asio::buffer(bytes.data(), bytes.size());
        tcp_.expires_at(std::min(Clock::now() + idle, until));
        error_code error;
        std::size_t size = 0;
        if (tls_) {
            std::tie(error, size) = co_await tls_->async_write_some(from, tuple_token);
        } else {
            std::tie(error, size) = co_await tcp_.async_write_some(from, tuple_token);
        }
        if (error) co_return failure("sending", error);
        bytes = bytes.subspan(size);
    }
    co_return result<>{};
}

bool Transport::speaks() {
    return !tls_ && has_unread();
}

bool Transport::rests() {
    return tcp_.socket().is_open() && !has_unread();
}

bool Transport::has_unread() {
    char first = 0;
    return ::recv(tcp_.socket().native_handle(), &first, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || errno != EAGAIN;
}

void Transport::close() {
    closed_ = true;
    tcp_.close();
}

}  // namespace baton::core::http::client
