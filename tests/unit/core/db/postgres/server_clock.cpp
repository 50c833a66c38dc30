#include "core/db/postgres/server_clock.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace baton::core;
using namespace baton::core::db::postgres;
using namespace std::chrono_literals;

namespace {

ClockReading reading(std::chrono::nanoseconds before, std::chrono::nanoseconds shown, std::chrono::nanoseconds after) {
    return {BootClock::time_point{before}, shown, BootClock::time_point{after}};
}

std::chrono::nanoseconds date_at_zero(const ServerClock& clock) {
    return clock.calendar().date_of(BootClock::time_point{}).time_since_epoch();
}

}  // namespace

TEST_CASE("the reading that took least counts, and its middle") {
    ServerClock clock;
    const std::array readings = {reading(10s, 1010s, 10s + 90ms), reading(11s, 1011s + 1ms, 11s + 2ms),
                                 reading(12s, 1012s + 30ms, 12s + 40ms)};
    clock.learn(readings);
    CHECK(date_at_zero(clock) == 1000s);
}

TEST_CASE("what was known stays while it fits, and goes when the clock was set") {
    ServerClock clock;
    clock.learn(std::array{reading(10s, 1010s, 10s)});
    clock.learn(std::array{reading(20s, 1020s + 4ms, 20s)});
    CHECK(date_at_zero(clock) == 1000s);
    // A slow reading may be wrong by half of what it took.
    clock.learn(std::array{reading(30s, 1030s, 30s + 100ms)});
    CHECK(date_at_zero(clock) == 1000s);
    clock.learn(std::array{reading(40s, 1041s, 40s)});
    CHECK(date_at_zero(clock) == 1001s);
    clock.learn(std::array{reading(50s, 1049s, 50s)});
    CHECK(date_at_zero(clock) == 999s);
}

TEST_CASE("without a reading nothing changes") {
    ServerClock clock;
    clock.learn(std::array{reading(10s, 1010s, 10s)});
    clock.learn({});
    CHECK(date_at_zero(clock) == 1000s);
}
