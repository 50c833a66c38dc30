#pragma once

#include "core/base/background.hpp"
#include "core/base/error.hpp"
#include "core/net/connection.hpp"
#include "core/net/listener.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace baton::core::net {

/// Several listeners on the same event loops, one loop per core. Each loop has an acceptor of its own per port
/// (SO_REUSEPORT) and looks at its connections' deadlines once a second.
class Server {
public:
    explicit Server(unsigned loops);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The executor of the first loop, for what runs beside the connections.
    boost::asio::any_io_executor executor();

    /// Binds and listens; returns the port. Not from several threads at once.
    /// Errors: internal, with one line that names the setting and the address.
    result<std::uint16_t> listen(const Listener& listener);
    /// Runs all loops; returns when `stop` was called.
    void run();

    /// The server will stop: connections end with their next answer, and balancers are told to go elsewhere.
    void leave();
    /// The server stops: from now on it only serves what is served while stopping, and connections end with their next
    /// answer. New ones are accepted all the same.
    // decision 0043
    void refuse_work();
    /// Requests that would be refused now and came before, over all loops, as far as they are still worked on.
    boost::asio::awaitable<std::size_t> work_in_hand();
    /// Stops accepting, closes idle connections and lets the others finish their answer. Returns when none is left or
    /// the time is over.
    boost::asio::awaitable<void> drain(std::chrono::milliseconds limit);
    /// The first part of it: it goes on by itself. Afterwards `connections` only falls.
    void begin_drain();
    /// How many there are, over all loops.
    std::uint64_t connections() const { return connections_.counters().running; }
    void stop();

private:
    class Loop;
    std::atomic<Stopping> stopping_{Stopping::no};
    std::deque<Shared> shared_;  ///< of each listener; connections refer to it
    background::Group connections_;
    background::Group background_;
    std::vector<std::unique_ptr<Loop>> loops_;
};

}  // namespace baton::core::net
