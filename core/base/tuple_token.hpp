#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace baton::core {

/// Awaits an operation of asio; its error is the first of what it answers, and nothing is thrown.
inline constexpr auto tuple_token = boost::asio::as_tuple(boost::asio::use_awaitable);

}  // namespace baton::core
