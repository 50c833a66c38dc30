#include "core/db/postgres/next_step.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::db::postgres;
using namespace std::chrono_literals;

namespace {

Outcome refused(const char* sqlstate) {
    return {End::refused, {}, {sqlstate, "why"}};
}

Outcome ended(End end) {
    return {end, {}, {}};
}

}  // namespace

TEST_CASE("a commit whose answer was lost is uncertain and not tried again") {
    for (const auto end : {End::lost, End::silent, End::doubtful}) {
        const auto step = next_step(ended(end), true, 1, 0);
        CHECK_FALSE(step.pause);
        CHECK(step.error.code == errc::uncertain);
    }
}

TEST_CASE("a query whose connection was lost is tried again, a few times") {
    CHECK(next_step(ended(End::lost), false, 1, 0).pause == 0ms);
    CHECK(next_step(ended(End::lost), false, 7, 0).pause == 0ms);
    const auto last = next_step(ended(End::lost), false, 8, 0);
    CHECK_FALSE(last.pause);
    CHECK(last.error.code == errc::unavailable);
}

TEST_CASE("a query that was not answered in time is not tried again") {
    const auto step = next_step(ended(End::silent), false, 1, 0);
    CHECK_FALSE(step.pause);
    CHECK(step.error.code == errc::unavailable);
}

TEST_CASE("what was never sent is unavailable, a commit too") {
    for (const auto end : {End::waited, End::crowded, End::closed}) {
        const auto step = next_step(ended(end), true, 1, 0);
        CHECK_FALSE(step.pause);
        CHECK(step.error.code == errc::unavailable);
    }
}

TEST_CASE("transactions that got into each other's way are tried again, later each time") {
    CHECK(next_step(refused("40001"), true, 1, 1).pause == 5ms);
    CHECK(next_step(refused("40P01"), true, 3, 1).pause == 20ms);
    const auto last = next_step(refused("40001"), true, 8, 1);
    CHECK_FALSE(last.pause);
    CHECK(last.error.code == errc::unavailable);
}

TEST_CASE("a commit that a standby refused looks for the primary") {
    CHECK(next_step(refused("25006"), true, 1, 1).pause == 100ms);
    CHECK(next_step(refused("25006"), true, 9, 1).error.code == errc::unavailable);
}

TEST_CASE("other refusals are the caller's") {
    CHECK(next_step(refused("23505"), true, 1, 0).error.code == errc::conflict);
    CHECK(next_step(refused("53100"), true, 1, 0).error.code == errc::storage_full);
    CHECK_FALSE(next_step(refused("23505"), true, 1, 0).pause);
    CHECK_FALSE(next_step(refused("57P01"), true, 1, 0).pause);
}

TEST_CASE("pauses double up to the longest, and vary by half") {
    CHECK(pause_before(1, 100ms, 1000ms, 1) == 100ms);
    CHECK(pause_before(1, 100ms, 1000ms, 0) == 50ms);
    CHECK(pause_before(3, 100ms, 1000ms, 1) == 400ms);
    CHECK(pause_before(1000, 100ms, 1000ms, 1) == 1000ms);
    CHECK(pause_before(0, 100ms, 1000ms, 1) == 100ms);
}
