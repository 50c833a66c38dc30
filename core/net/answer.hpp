#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"
#include "core/net/protocol.hpp"
#include "core/net/stream/stream.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace baton::core::net {

/// An answer on its way out.
struct Answer {
    const http::Request& request;
    const http::Response& response;
    std::string_view head;
    std::span<const std::byte> first_piece;  ///< of a streamed body, pulled already
};

/// Writes head and body; what leaves renews the connection's deadline. False:
/// the peer has gone, or a streamed body broke off, which is logged; then the
/// connection must be closed.
boost::asio::awaitable<bool> send_answer(Stream& stream, Protocol& protocol, Answer answer);

/// Writes the texts one after the other, in as few system calls as can be.
/// False: the peer has gone.
boost::asio::awaitable<bool> send_bytes(Stream& stream, Protocol& protocol, std::array<std::string_view, 3> texts);

}  // namespace baton::core::net
