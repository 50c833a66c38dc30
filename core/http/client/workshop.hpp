#pragma once

#include "core/http/client/exchange.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <vector>

namespace baton::core::http::client {

/// What is behind a client: its loop and all that lives on its thread. Answers keep it alive when the client is gone.
struct Workshop {
    explicit Workshop(Pool::Limits limits, AddressFilter allowed, std::string ca_file, std::uint32_t header_bytes)
        : ground{Pool{limits}, std::move(allowed), std::move(ca_file), header_bytes} {}

    /// Ends all that is under way.
    void close_all();
    /// Closes what rested too long, or what nobody asked for since `unused`.
    void sweep(std::chrono::milliseconds unused);

    /// Below all others: what waits in it is destroyed last.
    boost::asio::io_context loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> open{loop.get_executor()};
    Ground ground;
    std::vector<std::weak_ptr<Exchange>> exchanges;
};

}  // namespace baton::core::http::client
