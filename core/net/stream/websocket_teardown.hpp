#pragma once

#include "core/net/stream/stream.hpp"

#include <boost/beast/websocket/teardown.hpp>

#include <utility>

namespace baton::core::net {

/// How Beast's websocket ends the stream below it; found by the stream's type.
template <class Handler>
void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
    boost::beast::websocket::async_teardown(role, stream.socket_, std::forward<Handler>(handler));
}

}  // namespace baton::core::net
