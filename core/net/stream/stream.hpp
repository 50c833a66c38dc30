#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

namespace baton::core::net {

/// The byte stream below a connection and what it becomes: all that is known of a client's transport outside this
/// class. TCP today; what else there will be is an alternative inside, so that no read or write goes through a virtual
/// call. An AsyncReadStream and AsyncWriteStream that Beast's websocket accepts as its next layer (with
/// `websocket_teardown.hpp`).
// decision 0040
class Stream {
    using Socket = boost::asio::ip::tcp::socket;

public:
    using executor_type = Socket::executor_type;
    using error_code = boost::system::error_code;

    explicit Stream(Socket socket) : socket_(std::move(socket)) {}

    executor_type get_executor() noexcept { return socket_.get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token)
        -> decltype(std::declval<Socket&>().async_read_some(buffers, std::forward<Token>(token))) {
        return socket_.async_read_some(buffers, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token)
        -> decltype(std::declval<Socket&>().async_write_some(buffers, std::forward<Token>(token))) {
        return socket_.async_write_some(buffers, std::forward<Token>(token));
    }

    /// Completes when there is something to read, or the end.
    template <class Token>
    auto async_wait_readable(Token&& token) {
        return socket_.async_wait(boost::asio::socket_base::wait_read, std::forward<Token>(token));
    }

    /// Reads and writes what is possible without waiting; would_block if that is nothing.
    std::size_t try_read(boost::asio::mutable_buffer buffer, error_code& error);
    std::size_t try_write(boost::asio::const_buffer buffer, error_code& error);

    /// What is written leaves at once.
    void set_no_delay();
    /// How long the peer may leave what was written unacknowledged before it counts as gone.
    void set_silence_limit(std::chrono::milliseconds limit);

    /// The peer's IP address as text; an IPv4 one that came over IPv6 as what it is. Empty if nobody knows any more.
    std::string peer_address() const;

    /// Whether there is something to read already.
    bool has_input() const;
    /// Whether the peer will say no more, or nothing is left of the connection; known also while bytes lie unread.
    bool has_left();

    /// Ends what waits for bytes, with operation_aborted; the stream goes on.
    void stop_waiting();
    /// Says that nothing more will be written.
    void shutdown_send();
    void close();
    /// Closes so that the peer cannot take it for an orderly end.
    void cut_off();

    friend void beast_close_socket(Stream& stream) { stream.close(); }
    template <class Handler>
    friend void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler);

private:
    Socket socket_;
};

}  // namespace baton::core::net
