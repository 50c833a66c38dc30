#include "core/processing/lease_keeper.hpp"

#include "tests/unit/core/processing/world.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

using namespace baton::core;
using namespace baton::core::processing;

namespace {

/// Until the session's lease ends at another time than `before`; false if it never does.
asio::awaitable<bool> renewed(World& world, session::TimePoint before) {
    asio::steady_timer moment{co_await asio::this_coro::executor};
    for (int i = 0; i < 10'000; ++i) {
        const auto session = co_await world.stored.get(world.id);
        if ((*session)->lease->until != before) co_return true;
        moment.expires_after(1ms);
        (void)co_await moment.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return false;
}

task<> keep_and_stop(World& world, Id submission) {
    LeaseKeeper keeper{co_await asio::this_coro::executor, world.sessions, world.id, submission, 20ms};
    for (int i = 0; i < 3; ++i) {
        const auto before = (*co_await world.stored.get(world.id))->lease->until;
        world.now += 1ms;
        CHECK(co_await renewed(world, before));
    }
    co_await keeper.stop();
    // Given back as it is: nobody renews it behind our back.
    co_return co_await world.sessions.release(world.id, submission);
}

}  // namespace

TEST_CASE("a lease is renewed as long as it is kept, and not after") {
    World world;
    const Id submission = new_id();
    REQUIRE(world.run(world.sessions.acquire(world.id, submission, 20ms, world.now)).has_value());
    REQUIRE(world.run(keep_and_stop(world, submission)).has_value());
    CHECK_FALSE(world.session()->lease.has_value());
}

TEST_CASE("who keeps a lease that is another's by now leaves it alone, and ends") {
    World world;
    REQUIRE(world.run(world.sessions.acquire(world.id, new_id(), 20ms, world.now)).has_value());
    const auto before = world.session()->version;
    REQUIRE(world
                .run([](World& of) -> task<> {
                    LeaseKeeper keeper{co_await asio::this_coro::executor, of.sessions, of.id, new_id(), 4ms};
                    asio::steady_timer moment{co_await asio::this_coro::executor, 20ms};
                    (void)co_await moment.async_wait(asio::as_tuple(asio::use_awaitable));
                    co_await keeper.stop();
                    co_return result<>{};
                }(world))
                .has_value());
    CHECK(world.session()->version == before);
}
