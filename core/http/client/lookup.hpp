#pragma once

#include "core/base/error.hpp"
#include "core/http/client/url.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <functional>
#include <vector>

namespace baton::core::http::client {

/// Whether a connection to this address is allowed.
using AddressFilter = std::function<bool(const boost::asio::ip::address&)>;

/// The addresses of an origin that `allowed` lets through (empty: all), in the resolver's order. An origin that is an
/// address already is asked of nobody. What the system's resolver is stuck in goes on after the time is over; nobody
/// waits for it any more.
/// Errors: unavailable (not found, not in time), forbidden (none is allowed).
task<std::vector<boost::asio::ip::tcp::endpoint>> find_addresses(Origin origin, AddressFilter allowed,
                                                                 std::chrono::milliseconds limit);

}  // namespace baton::core::http::client
