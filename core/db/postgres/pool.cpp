#include "core/db/postgres/pool.hpp"

#include "core/base/tuple_token.hpp"
#include "core/db/postgres/answers.hpp"
#include "core/db/postgres/next_step.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace baton::core::db::postgres {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// Of one connection. The server works on one call after the other, so more of them would only wait longer, and be in
/// doubt together if the connection breaks; fewer would have it wait for the way between us.
constexpr std::size_t most_calls = 8;
constexpr auto first_pause = 50ms;
constexpr auto longest_pause = 1000ms;
/// A connection that broke sooner failed like one that did not come about.
constexpr auto soon = 1s;
constexpr auto longest_close = 2s;

/// Falls when it is left, by an exception too.
struct Flag {
    explicit Flag(bool& raised) : flag(raised) { flag = true; }
    ~Flag() { flag = false; }
    Flag(const Flag&) = delete;
    Flag& operator=(const Flag&) = delete;

    bool& flag;
};

}  // namespace

Pool::Pool(asio::any_io_executor executor, const Libpq& pq, Target target, const Settings& settings)
    : executor_(executor),
      settings_(settings),
      dialer_(executor, pq, std::move(target), settings.connect_timeout),
      group_(observe::log_background) {}

task<> Pool::start() {
    const auto self = shared_from_this();
    const auto link = co_await dialer_.dial();
    if (!link) co_return link.error();
    for (std::size_t i = 0; i < settings_.connections; ++i) {
        const auto slot = slots_.emplace_back(std::make_shared<Slot>(executor_));
        if (i == 0) slot->link = *link;
        group_.keep(executor_, "connection to PostgreSQL", [self, slot] { return self->keep_connected(slot); });
    }
    co_return result<>{};
}

task<> Pool::keep_connected(std::shared_ptr<Slot> slot) {
    const auto self = shared_from_this();
    slot->leave();
    while (!closed_) {
        if (slot->link) {
            co_await serve(*slot);
            continue;
        }
        auto dialled = co_await dialer_.dial();
        if (dialled) {
            slot->link = std::move(*dialled);
        } else {
            tell_unreachable(dialled.error());
            co_await pause_after_failure(*slot);
        }
    }
    co_return result<>{};
}

asio::awaitable<void> Pool::serve(Slot& slot) {
    const auto began = Clock::now();
    // It knows the pool weakly: a connection that is never run to its end must not keep it.
    const auto progress = [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self) self->dispatch();
    };
    slot.connection = std::make_shared<Connection>(std::exchange(slot.link, nullptr), progress);
    if (!closed_ && slot.connection->start()) {
        tell_reachable();
        dispatch();
        co_await slot.connection->run();
    }
    slot.leave();
    if (Clock::now() - began > soon) {
        slot.failures = 0;
    } else {
        co_await pause_after_failure(slot);
    }
}

void Pool::Slot::leave() {
    const auto left = std::exchange(connection, nullptr);
    if (left) left->close(End::lost);
}

asio::awaitable<void> Pool::pause_after_failure(Slot& slot) {
    if (closed_) co_return;
    slot.pause.expires_after(pause_before(++slot.failures, first_pause, longest_pause, chance()));
    (void)co_await slot.pause.async_wait(tuple_token);
}

void Pool::tell_reachable() {
    if (std::exchange(unreachable_, false)) log::info("PostgreSQL can be reached again");
}

void Pool::tell_unreachable(const Problem& why) {
    const auto connected = std::ranges::any_of(slots_, [](const auto& slot) { return slot->connection != nullptr; });
    if (connected || closed_ || std::exchange(unreachable_, true)) return;
    log::warn("PostgreSQL cannot be reached", {{"why", why.detail}});
}

task<std::vector<Answer>> Pool::run(std::vector<Statement> statements, bool changes) {
    const auto self = shared_from_this();
    // What was sent cannot be taken back.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    for (const auto& statement : statements) {
        const auto fit = check(statement);
        if (!fit) co_return fit.error();
    }
    const auto call = std::make_shared<Call>(Call{std::move(statements), changes, {}, {}});
    const auto until = Clock::now() + settings_.statement_timeout;
    for (unsigned attempts = 1;; ++attempts) {
        auto outcome = co_await attempt(call, until);
        if (outcome.end == End::answered) co_return std::move(outcome.answers);
        const auto step = next_step(outcome, changes, attempts, chance());
        if (!step.pause || Clock::now() + *step.pause >= until) co_return step.error;
        asio::steady_timer pause{executor_, *step.pause};
        (void)co_await pause.async_wait(tuple_token);
    }
}

asio::awaitable<Outcome> Pool::attempt(std::shared_ptr<Call> call, Clock::time_point until) {
    if (closed_) co_return Outcome{End::closed, {}, {}};
    if (queue_.size() >= settings_.queue_limit) co_return Outcome{End::crowded, {}, {}};
    asio::steady_timer timer{executor_};
    call->outcome.reset();
    call->ended = [&timer] { timer.cancel(); };
    queue_.push_back(call);
    dispatch();
    co_await ended(*call, timer, until);
    // Sent meanwhile: from now on the time for its answer counts.
    if (!call->outcome && !take_back(*call)) co_await ended(*call, timer, call->sent + settings_.statement_timeout);
    if (!call->outcome) give_up(*call);
    call->ended = [] {};
    if (!call->outcome) co_return Outcome{End::lost, {}, {}};
    co_return std::move(*call->outcome);
}

/// Returns when it has ended, or at `until`.
asio::awaitable<void> Pool::ended(Call& call, asio::steady_timer& timer, Clock::time_point until) {
    timer.expires_at(until);
    if (!call.outcome) (void)co_await timer.async_wait(tuple_token);
}

void Pool::dispatch() {
    // A connection that breaks while a call is sent asks for this again.
    if (dispatching_) return;
    const Flag flag{dispatching_};
    while (!queue_.empty()) {
        const auto connection = least_loaded();
        if (connection == nullptr) break;
        const auto call = std::move(queue_.front());
        queue_.pop_front();
        call->sent = Clock::now();
        connection->send(call);
    }
}

std::shared_ptr<Connection> Pool::least_loaded() const {
    std::shared_ptr<Connection> best;
    for (const auto& slot : slots_) {
        const auto& connection = slot->connection;
        if (connection == nullptr || !connection->is_usable() || connection->load() >= most_calls) continue;
        if (best == nullptr || connection->load() < best->load()) best = connection;
    }
    return best;
}

/// Out of the queue, if it still is there.
bool Pool::take_back(Call& call) {
    if (std::erase_if(queue_, [&](const auto& other) { return other.get() == &call; }) == 0) return false;
    call.end({End::waited, {}, {}});
    return true;
}

void Pool::give_up(const Call& call) {
    for (const auto& slot : slots_) {
        const auto connection = slot->connection;
        if (connection && connection->carries(call)) connection->close(End::silent);
    }
    // A machine that died says so to nobody: what is idle may be as dead, and the next call should not have to find
    // out.
    for (const auto& slot : slots_) {
        const auto connection = slot->connection;
        if (connection && connection->load() == 0) connection->close(End::lost);
    }
}

void Pool::stop() {
    if (std::exchange(closed_, true)) return;
    group_.stop();
    dialer_.close();
    for (const auto& call : std::exchange(queue_, {})) call->end({End::closed, {}, {}});
    for (const auto& slot : slots_) {
        slot->pause.cancel();
        slot->leave();
    }
}

asio::awaitable<void> Pool::close() {
    const auto self = shared_from_this();
    stop();
    (void)co_await group_.join(longest_close);
}

}  // namespace baton::core::db::postgres
