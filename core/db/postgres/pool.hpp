#pragma once

#include "core/base/background.hpp"
#include "core/db/postgres/connection.hpp"
#include "core/db/postgres/dialer.hpp"
#include "core/db/postgres/settings.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <random>
#include <vector>

namespace baton::core::db::postgres {

/// Connections that come back by themselves, and the calls that wait for one. On its executor only, which must run one
/// thing at a time.
class Pool : public std::enable_shared_from_this<Pool> {
public:
    Pool(boost::asio::any_io_executor executor, const Libpq& pq, Target target, const Settings& settings);

    /// Connects once, then keeps all connections until `close`. Errors: those of Dialer.
    task<> start();

    /// Has the statements answered, as often as it takes (see `next_step`). Does not end early when the caller is
    /// cancelled. Errors: those of Database.
    task<std::vector<Answer>> run(std::vector<Statement> statements, bool changes);

    /// Ends all calls, and all connections; those that begin hear that it is closed.
    void stop();
    /// The same, and waits until nothing runs any more, a moment at most.
    boost::asio::awaitable<void> close();

    const boost::asio::any_io_executor& executor() const { return executor_; }
    background::Group& group() { return group_; }

private:
    using Clock = boost::asio::steady_timer::clock_type;

    /// The place of one connection, empty while there is none.
    struct Slot {
        explicit Slot(const boost::asio::any_io_executor& executor) : pause(executor) {}

        /// Gives up what it has.
        void leave();

        std::shared_ptr<Link> link;              ///< connected, and not in use yet
        std::shared_ptr<Connection> connection;  ///< in use
        boost::asio::steady_timer pause;
        unsigned failures = 0;  ///< in a row
    };

    task<> keep_connected(std::shared_ptr<Slot> slot);
    boost::asio::awaitable<void> serve(Slot& slot);
    boost::asio::awaitable<void> pause_after_failure(Slot& slot);
    void tell_reachable();
    void tell_unreachable(const Problem& why);

    boost::asio::awaitable<Outcome> attempt(std::shared_ptr<Call> call, Clock::time_point until);
    boost::asio::awaitable<void> ended(Call& call, boost::asio::steady_timer& timer, Clock::time_point until);
    void dispatch();
    std::shared_ptr<Connection> least_loaded() const;
    bool take_back(Call& call);
    void give_up(const Call& call);
    double chance() { return std::uniform_real_distribution<>{}(random_); }

    const boost::asio::any_io_executor executor_;
    const Settings settings_;
    Dialer dialer_;
    std::vector<std::shared_ptr<Slot>> slots_;
    std::deque<std::shared_ptr<Call>> queue_;
    std::minstd_rand random_{std::random_device{}()};
    background::Group group_;
    bool dispatching_ = false;
    bool unreachable_ = false;  ///< and said so
    bool closed_ = false;
};

}  // namespace baton::core::db::postgres
