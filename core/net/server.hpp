#pragma once

#include "core/base/error.hpp"
#include "core/net/connection.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace baton::core::net {

/// One event loop per core, each with an acceptor of its own on the same port (SO_REUSEPORT) and a sweeper that
/// checks its connections' deadlines once a second.
class Server {
public:
    Server(unsigned loops, const http::Router& router);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The executor of the first loop, for what runs beside the connections.
    boost::asio::any_io_executor executor();

    /// Binds and listens. Errors: internal, with one line that names the address and port.
    result<void> listen(const std::string& address, std::uint16_t port);
    /// Runs all loops; returns when `stop` was called.
    void run();

    /// Stops accepting, closes idle connections and lets the others finish their answer. Returns when none is left or
    /// the time is over.
    boost::asio::awaitable<void> drain(std::chrono::milliseconds limit);
    void stop();

private:
    class Loop;
    Shared shared_;
    std::vector<std::unique_ptr<Loop>> loops_;
};

}  // namespace baton::core::net
