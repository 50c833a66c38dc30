#include "core/app/stop.hpp"

#include "core/observe/log.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <exception>
#include <string>

using namespace baton::core;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// A server without listeners and workers, and one result that nobody has fetched.
struct Stopping {
    store::memory::MemoryFileStore files{1000, 1000};
    store::memory::MemorySessionStore stored{files, 10};
    event::Hub hub;
    session::Service sessions{stored, files, hub};
    net::Server server{1};
    work::Pool pool{server.executor(), {}};
    config::Settings settings;
    phone::Guard guard{settings, sessions};
    const Id id = new_id();
    std::string order;

    Stopping() {
        log::start(log::Level::error, false);
        sessions.uncollected().add(id, {}, sessions.now());
    }

    void stop(app::Results results) {
        app::Stop stop{{server, pool, sessions, hub}, 1h, results};
        asio::co_spawn(server.executor(), stop.carry_out(guard), [this](const std::exception_ptr& failure) {
            CHECK_FALSE(failure);
            order += " stopped";
            server.stop();
        });
        server.run();
    }

    asio::awaitable<void> fetch() {
        asio::steady_timer later{server.executor(), 30ms};
        (void)co_await later.async_wait(asio::as_tuple(asio::use_awaitable));
        order += " fetched";
        CHECK_FALSE(hub.stopping());
        sessions.uncollected().told(id);
    }
};

}  // namespace

TEST_CASE("a result that ends with the server is waited for, and listeners hear of the end after that") {
    Stopping world;
    asio::co_spawn(world.server.executor(), world.fetch(),
                   [](const std::exception_ptr& failure) { CHECK_FALSE(failure); });
    world.stop(app::Results::end_with_server);
    CHECK(world.order == " fetched stopped");
    CHECK(world.hub.stopping());
}

TEST_CASE("a result in a store that outlives the server is not waited for") {
    Stopping world;
    world.stop(app::Results::stay);
    CHECK(world.order == " stopped");
    CHECK(world.sessions.uncollected().size() == 1);
}
