#include "core/base/background.hpp"

#include "core/base/tuple_token.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace baton::core::background {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using Clock = asio::steady_timer::clock_type;

namespace {

constexpr std::uint64_t pause_doublings = 20;  // beyond any pause

std::string text_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "an exception of unknown type";
    }
}

}  // namespace

/// A coroutine that may pause. Its timer is touched on its executor only.
struct Group::Entry {
    Entry(const asio::any_io_executor& executor, std::string_view given) : name(given), timer(executor) {}

    std::string_view name;
    asio::steady_timer timer;
    std::uint64_t in_a_row = 0;
};

/// What the coroutines share with their owner, and outlives both.
struct Group::State : std::enable_shared_from_this<State> {
    State(Report tell, Pauses given) : report(std::move(tell)), pauses(std::move(given)) {}

    void spawn(const asio::any_io_executor& executor, std::string_view name, asio::awaitable<void> work);
    std::shared_ptr<Entry> enter(const asio::any_io_executor& executor, std::string_view name);
    asio::awaitable<void> keep(std::shared_ptr<Entry> entry, Work work);
    asio::awaitable<void> repeat(std::shared_ptr<Entry> entry, milliseconds interval, Work work);
    /// Does the work once and reports its failure. Returns the pause it asks for; 0: it went well.
    asio::awaitable<milliseconds> attempt(Entry& entry, const Work& work);
    asio::awaitable<void> rest(Entry& entry, milliseconds pause);
    void failed(const Failure& failure);
    void left();
    asio::awaitable<void> join(Clock::time_point until);

    const Report report;
    const Pauses pauses;
    std::atomic<bool> stopping{false};
    std::atomic<std::uint64_t> running{0};
    std::atomic<std::uint64_t> started{0};
    std::atomic<std::uint64_t> failures{0};
    std::atomic<std::uint64_t> restarts{0};
    std::mutex mutex;  ///< of the two lists
    std::vector<std::weak_ptr<Entry>> entries;
    std::vector<std::shared_ptr<asio::steady_timer>> joining;
};

void Group::State::spawn(const asio::any_io_executor& executor, std::string_view name, asio::awaitable<void> work) {
    ++running;
    ++started;
    asio::co_spawn(executor, std::move(work), [self = shared_from_this(), name](const std::exception_ptr& failure) {
        if (failure) self->failed({name, text_of(failure), 1, milliseconds{0}});
        self->left();
    });
}

std::shared_ptr<Group::Entry> Group::State::enter(const asio::any_io_executor& executor, std::string_view name) {
    auto entry = std::make_shared<Entry>(executor, name);
    const std::scoped_lock lock{mutex};
    entries.push_back(entry);
    return entry;
}

asio::awaitable<void> Group::State::keep(std::shared_ptr<Entry> entry, Work work) {
    for (;;) {
        const auto pause = co_await attempt(*entry, work);
        if (pause == milliseconds{0}) co_return;
        co_await rest(*entry, pause);
        if (stopping) co_return;
        ++restarts;
    }
}

asio::awaitable<void> Group::State::repeat(std::shared_ptr<Entry> entry, milliseconds interval, Work work) {
    while (!stopping) {
        const auto pause = co_await attempt(*entry, work);
        co_await rest(*entry, std::max(interval, pause));
        if (pause != milliseconds{0} && !stopping) ++restarts;
    }
}

asio::awaitable<milliseconds> Group::State::attempt(Entry& entry, const Work& work) {
    const auto began = pauses.now();
    std::string what = "an exception of unknown type";
    try {
        const auto done = co_await work();
        if (done) {
            entry.in_a_row = 0;
            co_return milliseconds{0};
        }
        what = done.error().detail;
        // What it worked on may be closed by then, and nobody begins it anew.
        if (stopping) co_return milliseconds{0};
    } catch (const std::exception& surprise) {
        what = surprise.what();
    } catch (...) {
    }
    if (pauses.now() - began > pauses.longest) entry.in_a_row = 0;
    const auto doubled = pauses.first * (1LL << std::min<std::uint64_t>(entry.in_a_row++, pause_doublings));
    const auto pause = std::min<milliseconds>(doubled, pauses.longest);
    failed({entry.name, what, entry.in_a_row, pause});
    co_return pause;
}

asio::awaitable<void> Group::State::rest(Entry& entry, milliseconds pause) {
    if (stopping) co_return;
    if (pauses.wait) co_return co_await pauses.wait(pause);
    entry.timer.expires_after(pause);
    (void)co_await entry.timer.async_wait(tuple_token);
}

void Group::State::failed(const Failure& failure) {
    ++failures;
    report(failure);
}

void Group::State::left() {
    if (--running != 0) return;
    const std::scoped_lock lock{mutex};
    for (const auto& timer : joining) {
        asio::post(timer->get_executor(), [timer] { timer->expires_at(Clock::time_point::min()); });
    }
}

asio::awaitable<void> Group::State::join(Clock::time_point until) {
    const auto self = shared_from_this();
    const auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, until);
    {
        const std::scoped_lock lock{mutex};
        joining.push_back(timer);
    }
    while (running != 0 && Clock::now() < until) {
        timer->expires_at(until);
        (void)co_await timer->async_wait(tuple_token);
    }
    const std::scoped_lock lock{mutex};
    std::erase(joining, timer);
}

Group::Group(Report report, Pauses pauses) : state_(std::make_shared<State>(std::move(report), std::move(pauses))) {}

Group::~Group() {
    state_->stopping = true;
}

void Group::run(asio::any_io_executor executor, std::string_view name, asio::awaitable<void> work) {
    state_->spawn(executor, name, std::move(work));
}

void Group::keep(asio::any_io_executor executor, std::string_view name, Work work) {
    const auto entry = state_->enter(executor, name);
    state_->spawn(executor, entry->name, state_->keep(entry, std::move(work)));
}

void Group::repeat(asio::any_io_executor executor, std::string_view name, milliseconds interval, Work work) {
    const auto entry = state_->enter(executor, name);
    state_->spawn(executor, entry->name, state_->repeat(entry, interval, std::move(work)));
}

void Group::stop() {
    state_->stopping = true;
    const std::scoped_lock lock{state_->mutex};
    for (const auto& weak : state_->entries) {
        const auto entry = weak.lock();
        if (entry) asio::post(entry->timer.get_executor(), [entry] { entry->timer.cancel(); });
    }
}

asio::awaitable<void> Group::join() {
    co_await state_->join(Clock::time_point::max());
}

asio::awaitable<bool> Group::join(milliseconds limit) {
    const auto state = state_;
    co_await state->join(Clock::now() + limit);
    co_return state->running == 0;
}

Counters Group::counters() const {
    return {state_->running, state_->started, state_->failures, state_->restarts};
}

}  // namespace baton::core::background
