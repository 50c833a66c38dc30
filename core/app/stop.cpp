#include "core/app/stop.hpp"

#include "core/base/tuple_token.hpp"
#include "core/observe/log.hpp"

#include <csignal>
#include <utility>

namespace baton::core::app {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto look_every = 10ms;
/// Of the limit. Work that takes longer is given up early enough for what was completed to be fetched, and what waits
/// for backends ends early enough for all to hear of it.
constexpr double leave_taken = 0.1;
constexpr double work_ends = 0.55;
constexpr double results_end = 0.8;
constexpr double answers_end = 0.85;
constexpr double connections_end = 0.95;
/// For who is told that the server goes when somebody is in a hurry.
constexpr auto last_word = 250ms;

}  // namespace

Stop::Stop(Parts parts, std::chrono::milliseconds limit, Results results)
    : parts_(std::move(parts)),
      limit_(limit),
      results_(results),
      signals_(parts_.server.executor(), SIGTERM, SIGINT),
      look_(parts_.server.executor()) {}

asio::awaitable<void> Stop::wanted() {
    (void)co_await signals_.async_wait(tuple_token);
}

asio::awaitable<void> Stop::carry_out(const phone::Guard& guard) {
    began_ = Clock::now();
    hurry_at_next_signal();
    const auto& [server, pool, sessions, hub, hang_up] = parts_;
    if (results_ == Results::stay) co_await take_leave();
    if (results_ == Results::end_with_server) sessions.uncollected().keep_all(sessions.now());
    log::info("stopping", {{"results", sessions.uncollected().size()}});
    server.refuse_work();
    guard.refuse_waiting();
    pool.refuse_waiting();
    if (!co_await wait([this] { return no_work(); }, work_ends)) {
        // Whoever waits for it learns so, and may try with another server.
        co_await pool.stop();
    }
    if (results_ == Results::end_with_server && !co_await wait([this] { return all_fetched(); }, results_end)) {
        log::warn("results were not fetched", {{"count", sessions.uncollected().size()}});
    }
    co_await pool.stop();
    (void)co_await wait([this] { return no_work(); }, answers_end);
    hub.stop();
    hang_up();
    server.begin_drain();
    const bool all_gone = co_await wait([this] { return no_connection(); }, connections_end);
    co_await server.drain(hurried_ && !all_gone ? std::chrono::milliseconds{last_word} : 0ms);
    signals_.cancel();
}

asio::awaitable<void> Stop::take_leave() {
    // Other servers go on with all of it, so nobody needs to be refused before they know that we go.
    parts_.server.leave();
    (void)co_await wait([this] { return no_connection(); }, leave_taken);
}

void Stop::hurry_at_next_signal() {
    signals_.async_wait([this](boost::system::error_code error, int) {
        if (error) return;
        hurried_ = true;
        look_.cancel();
    });
}

asio::awaitable<bool> Stop::wait(Condition condition, double part) {
    for (;;) {
        if (co_await condition()) co_return true;
        if (hurried_ || Clock::now() >= after(part)) co_return false;
        look_.expires_after(look_every);
        (void)co_await look_.async_wait(tuple_token);
    }
}

asio::awaitable<bool> Stop::no_work() {
    co_return co_await parts_.server.work_in_hand() == 0;
}

asio::awaitable<bool> Stop::all_fetched() {
    // In this order: what is still worked on may become a result.
    co_return co_await no_work() && parts_.sessions.uncollected().size() == 0;
}

asio::awaitable<bool> Stop::no_connection() {
    co_return parts_.server.connections() == 0;
}

Stop::Clock::time_point Stop::after(double part) const {
    return began_ + std::chrono::duration_cast<Clock::duration>(part * limit_);
}

}  // namespace baton::core::app
