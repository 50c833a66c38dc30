#include "core/base/background.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

using namespace baton::core;
using namespace std::chrono_literals;
using background::Failure;
using std::chrono::milliseconds;
namespace asio = boost::asio;

namespace {

/// A group whose pauses take no time, on a clock that the test turns.
struct Guarded {
    asio::io_context context;
    std::vector<milliseconds> pauses;
    std::vector<std::string> reports;
    std::chrono::steady_clock::time_point now{};
    background::Group group{
        [this](const Failure& failure) {
            reports.push_back(std::string{failure.name}.append(": ").append(failure.what));
        },
        {100ms, 1000ms, [this](milliseconds pause) { return wait(pause); }, [this] { return now; }}};

    asio::awaitable<void> wait(milliseconds pause) {
        pauses.push_back(pause);
        co_await asio::post(context, asio::use_awaitable);
    }
    /// Whether the group ends within `limit`, as somebody sees who waits for it.
    bool joined(milliseconds limit) {
        bool ended = false;
        asio::co_spawn(context, group.join(limit), [&](const std::exception_ptr& failure, bool value) {
            CHECK_FALSE(failure);
            ended = value;
        });
        context.restart();
        context.run();
        return ended;
    }
};

task<> succeed() {
    co_return result<>{};
}

}  // namespace

TEST_CASE("what fails is reported and begun anew after growing pauses") {
    Guarded guarded;
    int runs = 0;
    guarded.group.keep(guarded.context.get_executor(), "loop", [&]() -> task<> {
        ++runs;
        if (runs == 1) throw std::runtime_error("first");
        if (runs <= 6) co_return problem(errc::internal, "again");
        co_return result<>{};
    });
    guarded.context.run();
    CHECK(runs == 7);
    CHECK(guarded.pauses == std::vector{100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms});
    CHECK(guarded.reports.size() == 6);
    CHECK(guarded.reports[0] == "loop: first");
    CHECK(guarded.reports[5] == "loop: again");
    const auto counters = guarded.group.counters();
    CHECK(counters.started == 1);
    CHECK(counters.failures == 6);
    CHECK(counters.restarts == 6);
    CHECK(counters.running == 0);
}

TEST_CASE("after a long good run the first pause is short again") {
    Guarded guarded;
    int runs = 0;
    guarded.group.keep(guarded.context.get_executor(), "loop", [&]() -> task<> {
        if (++runs == 4) guarded.now += 1001ms;
        if (runs <= 5) throw std::runtime_error("broken");
        co_return result<>{};
    });
    guarded.context.run();
    CHECK(guarded.pauses == std::vector{100ms, 200ms, 400ms, 100ms, 200ms});
}

TEST_CASE("what is repeated goes on after a failure, and ends when the group stops") {
    Guarded guarded;
    int runs = 0;
    guarded.group.repeat(guarded.context.get_executor(), "sweep", 150ms, [&]() -> task<> {
        ++runs;
        if (runs == 2 || runs == 3) throw std::runtime_error("broken");
        if (runs == 5) guarded.group.stop();
        co_return result<>{};
    });
    guarded.context.run();
    CHECK(runs == 5);
    // A pause shorter than the interval adds nothing to it.
    CHECK(guarded.pauses == std::vector{150ms, 150ms, 200ms, 150ms});
    CHECK(guarded.group.counters().restarts == 2);
}

TEST_CASE("nothing is begun anew once the group stops") {
    Guarded guarded;
    int runs = 0;
    guarded.group.keep(guarded.context.get_executor(), "loop", [&]() -> task<> {
        ++runs;
        guarded.group.stop();
        throw std::runtime_error("broken");
        co_return result<>{};
    });
    guarded.context.run();
    CHECK(runs == 1);
    CHECK(guarded.reports.size() == 1);
    CHECK(guarded.pauses.empty());
}

TEST_CASE("what finds its work closed by the stop fails in silence") {
    Guarded guarded;
    int runs = 0;
    guarded.group.repeat(guarded.context.get_executor(), "count", 150ms, [&]() -> task<> {
        if (++runs == 2) guarded.group.stop();
        co_return problem(errc::unavailable, "the database is closed");
    });
    guarded.context.run();
    CHECK(runs == 2);
    CHECK(guarded.reports == std::vector<std::string>{"count: the database is closed"});
    CHECK(guarded.group.counters().failures == 1);
}

TEST_CASE("an exception of what runs once is heard") {
    Guarded guarded;
    const auto fail = [](bool known) -> asio::awaitable<void> {
        if (known) throw std::runtime_error("gone");
        throw 7;
        co_return;
    };
    guarded.group.run(guarded.context.get_executor(), "connection", fail(true));
    guarded.group.run(guarded.context.get_executor(), "connection", fail(false));
    guarded.context.run();
    CHECK(guarded.reports == std::vector<std::string>{"connection: gone", "connection: an exception of unknown type"});
    CHECK(guarded.group.counters().failures == 2);
}

TEST_CASE("joining waits for what runs, and no longer than it may") {
    Guarded guarded;
    CHECK(guarded.joined(0ms));
    asio::steady_timer event{guarded.context, asio::steady_timer::time_point::max()};
    const auto wait = [](asio::steady_timer& timer) -> asio::awaitable<void> {
        boost::system::error_code cancelled;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    };
    guarded.group.run(guarded.context.get_executor(), "waits", wait(event));
    SUBCASE("it ends") {
        asio::post(guarded.context, [&] { event.cancel(); });
        CHECK(guarded.joined(10min));
    }
    SUBCASE("it does not") {
        bool ended = true;
        asio::co_spawn(guarded.context, guarded.group.join(0ms), [&](const std::exception_ptr&, bool value) {
            ended = value;
            event.cancel();
        });
        guarded.context.restart();
        guarded.context.run();
        CHECK_FALSE(ended);
    }
}

TEST_CASE("stopping ends a pause of the timer at once") {
    asio::io_context context;
    background::Group group{[](const Failure&) {}, {10min, 10min}};
    int runs = 0;
    group.repeat(context.get_executor(), "sweep", 10min, [&] {
        ++runs;
        return succeed();
    });
    context.poll();
    group.stop();
    context.restart();
    context.run();
    CHECK(runs == 1);
    CHECK(group.counters().running == 0);
}
