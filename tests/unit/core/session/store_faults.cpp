#include "core/session/service.hpp"
#include "tests/unit/core/session/world.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;

TEST_CASE("a change that the store did not make is told as the store says, and nothing has changed") {
    for (const errc fault : {errc::unavailable, errc::uncertain}) {
        SessionWorld world;
        const Id id = world.create();
        world.sessions.writes = fault;
        const auto opened = world.run(world.service.open(id));
        REQUIRE(opened.has_error());
        CHECK(opened.error().code == fault);
        const auto drafted = world.run(world.service.put_draft(id, "[1]"));
        REQUIRE(drafted.has_error());
        CHECK(drafted.error().code == fault);
        // What counted the draft has gone with it.
        CHECK(world.files.usage() == 0);
        world.sessions.writes.reset();
        CHECK((*world.run(world.service.get(id)))->status == Status::pending);
        CHECK((*world.run(world.service.open(id)))->status == Status::opened);
    }
}

TEST_CASE("the sweep says that it could not, and ends the session once the store is back") {
    SessionWorld world;
    const Id id = world.create();
    world.now += 61s;
    world.sessions.unreachable = true;
    const auto lost = world.run(world.service.sweep());
    REQUIRE(lost.has_error());
    CHECK(lost.error().code == errc::unavailable);
    CHECK(world.run(world.service.get(id)).error().code == errc::unavailable);
    world.sessions.unreachable = false;
    world.sessions.writes = errc::unavailable;
    CHECK(world.run(world.service.sweep()).has_error());
    world.sessions.writes.reset();
    REQUIRE(world.run(world.service.sweep()).has_value());
    CHECK((*world.run(world.sessions.get(id)))->is_tombstone());
}
