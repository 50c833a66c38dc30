#pragma once

#include "core/db/postgres/libpq.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace baton::core::db::postgres {

/// A connection of libpq whose socket asio waits for. Knows nothing of what is asked over it. On its executor only.
class Link : public std::enable_shared_from_this<Link> {
public:
    enum class Ready { read, write };
    using Time = boost::asio::steady_timer::time_point;

    /// Owns `connection`, which may be null: then it is closed from the start.
    Link(boost::asio::any_io_executor executor, const Libpq& pq, PGconn* connection);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    const Libpq& pq() const { return pq_; }
    /// Null when it is closed.
    PGconn* connection() const { return connection_; }
    bool is_open() const { return connection_ != nullptr; }

    /// Waits until the socket can be read or written. False: the link was closed, or it was `until`.
    boost::asio::awaitable<bool> wait(Ready ready);
    boost::asio::awaitable<bool> wait(Ready ready, Time until);
    /// Calls `then` when the socket can be written, unless the link is closed before.
    void when_writable(std::function<void()> then);

    /// To be called before each PQconnectPoll: it may close the socket and open another of the same number.
    void forget_socket();

    /// Whether the server warned since the last call of this that a commit may not have reached its standby.
    bool take_warning() { return std::exchange(warned_, false); }

    /// Gives the connection up at once; who waits hears of it.
    void close();

private:
    static void notice(void* self, const PGresult* result);
    bool watch_socket();

    const Libpq& pq_;
    PGconn* connection_;
    boost::asio::posix::stream_descriptor socket_;
    boost::asio::steady_timer timer_;
    bool warned_ = false;
};

}  // namespace baton::core::db::postgres
