#include "core/base/clocks.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace std::chrono_literals;

namespace {

/// Clocks that the test sets; each reading of one takes a while.
struct World {
    BootClock::time_point boot{1000s};
    WallClock::time_point wall{1'700'000'000s};
    std::chrono::nanoseconds reading = 0ns;
    Clocks clocks{[this] {
                      pass(reading);
                      return boot;
                  },
                  [this] {
                      pass(reading);
                      return wall;
                  }};

    void pass(std::chrono::nanoseconds time) {
        boot += time;
        wall += std::chrono::duration_cast<WallClock::duration>(time);
    }
    WallClock::time_point shown(BootClock::time_point time) const { return clocks.calendar().date_of(time); }
};

}  // namespace

TEST_CASE("a date is the wall clock's now and the time that is left") {
    World world;
    const auto end = world.boot + 60s;
    CHECK(world.shown(end) == world.wall + 60s);
    CHECK(world.clocks.calendar().time_of(world.wall + 60s) == end);
    world.pass(10s);
    CHECK(world.shown(end) == world.wall + 50s);
}

TEST_CASE("when the wall clock is set, dates follow and times stay") {
    World world;
    const auto end = world.boot + 60s;
    for (const auto jump : {3600s, -7200s, 1s}) {
        (void)world.clocks.calendar();
        world.wall += jump;
        CHECK(world.clocks.now() == end - 60s);
        CHECK(world.shown(end) == world.wall + 60s);
    }
}

TEST_CASE("a date that is shown twice is the same, however long the clocks take to be read") {
    World world;
    const auto end = world.boot + 60s;
    const auto first = world.shown(end);
    for (const auto reading : {1ns, 30'000ns, 5'000'000ns, 900'000'000ns}) {
        CAPTURE(reading.count());
        world.reading = reading;
        for (int i = 0; i < 20; ++i) CHECK(world.shown(end) == first);
    }
}

TEST_CASE("the boot clock goes forward by itself") {
    const auto before = BootClock::now();
    CHECK(before.time_since_epoch() > 0s);
    CHECK(BootClock::now() >= before);
}
