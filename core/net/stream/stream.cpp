#include "core/net/stream/stream.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

namespace baton::core::net {

namespace asio = boost::asio;

std::size_t Stream::try_read(asio::mutable_buffer buffer, error_code& error) {
    error = {};
    if (!socket_.non_blocking()) socket_.non_blocking(true, error);
    return error ? 0 : socket_.read_some(buffer, error);
}

std::size_t Stream::try_write(asio::const_buffer buffer, error_code& error) {
    error = {};
    if (!socket_.non_blocking()) socket_.non_blocking(true, error);
    return error ? 0 : socket_.write_some(buffer, error);
}

std::string Stream::peer_address() const {
    error_code unknown;
    const auto address = socket_.remote_endpoint(unknown).address();
    if (unknown) return {};
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address.to_string();
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
}

bool Stream::has_input() const {
    error_code ignored;
    return socket_.available(ignored) > 0;
}

void Stream::set_no_delay() {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Stream::set_silence_limit(std::chrono::milliseconds limit) {
    using SilenceLimit = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
    error_code ignored;
    socket_.set_option(SilenceLimit{static_cast<int>(limit.count())}, ignored);
}

bool Stream::has_left() {
    if (!socket_.is_open()) return true;
    pollfd watched{socket_.native_handle(), POLLRDHUP, 0};
    return ::poll(&watched, 1, 0) > 0;
}

void Stream::stop_waiting() {
    error_code ignored;
    socket_.cancel(ignored);
}

void Stream::shutdown_send() {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::close() {
    error_code ignored;
    socket_.close(ignored);
}

void Stream::cut_off() {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    close();
}

}  // namespace baton::core::net
