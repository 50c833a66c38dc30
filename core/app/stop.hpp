#pragma once

#include "core/event/hub.hpp"
#include "core/net/server.hpp"
#include "core/phone/guard.hpp"
#include "core/session/service.hpp"
#include "core/work/pool/pool.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <functional>

namespace baton::core::app {

/// What becomes of results that nobody has fetched when the server ends.
enum class Results : std::uint8_t {
    end_with_server,  ///< they are in its memory: their backends get time to fetch them
    stay,             ///< they are in a store that outlives it: nothing is waited for
};

/// How the server ends: it takes no new work, finishes what workers have, waits for the backends of what has just been
/// completed, and only then hangs up. Lives as long as the server's executor.
// decision 0043
class Stop {
public:
    struct Parts {
        net::Server& server;
        work::Pool& pool;
        session::Service& sessions;
        event::Hub& hub;
        std::function<void()> hang_up = [] {};  ///< of who else listens without end
    };

    /// `limit`: for all of it.
    Stop(Parts parts, std::chrono::milliseconds limit, Results results);

    /// Waits for SIGTERM or SIGINT.
    boost::asio::awaitable<void> wanted();
    /// Stops all but what repeats beside the connections. Another signal cuts it short. Not before `wanted` has come.
    boost::asio::awaitable<void> carry_out(const phone::Guard& guard);

private:
    using Clock = std::chrono::steady_clock;
    using Condition = std::function<boost::asio::awaitable<bool>()>;

    void hurry_at_next_signal();
    /// Serves all that comes for a moment, while connections end and balancers find out.
    boost::asio::awaitable<void> take_leave();
    /// Waits until the condition holds, but not beyond this part of the limit. Whether it holds.
    boost::asio::awaitable<bool> wait(Condition condition, double part);
    boost::asio::awaitable<bool> no_work();
    boost::asio::awaitable<bool> all_fetched();
    boost::asio::awaitable<bool> no_connection();
    Clock::time_point after(double part) const;

    const Parts parts_;
    std::chrono::milliseconds limit_;
    Results results_;
    boost::asio::signal_set signals_;
    boost::asio::steady_timer look_;
    Clock::time_point began_;
    bool hurried_ = false;
};

}  // namespace baton::core::app
