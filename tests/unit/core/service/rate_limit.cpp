#include "core/service/rate_limit.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace baton::core;
using namespace std::chrono_literals;

namespace {

/// A clock that goes when it is told to.
struct Clock {
    BootClock::time_point now{1h};
    Clocks::Boot read() {
        return [this] { return now; };
    }
};

}  // namespace

TEST_CASE("so many at once, then as they come back") {
    Clock clock;
    service::RateLimit limit{6, clock.read()};
    for (int i = 0; i < 6; ++i) CHECK(limit.take("a") == 0);
    CHECK(limit.take("a") == 10);
    CHECK(limit.take("b") == 0);
    clock.now += 9s;
    CHECK(limit.take("a") == 1);
    clock.now += 1s;
    CHECK(limit.take("a") == 0);
    CHECK(limit.take("a") == 10);
    clock.now += 1h;
    for (int i = 0; i < 6; ++i) CHECK(limit.take("a") == 0);
    CHECK(limit.take("a") > 0);
}

TEST_CASE("no limit is no memory") {
    service::RateLimit limit{0};
    for (int i = 0; i < 1000; ++i) CHECK(limit.take("a") == 0);
    CHECK(limit.size() == 0);
}

TEST_CASE("addresses whose buckets are full again are forgotten") {
    Clock clock;
    service::RateLimit limit{60, clock.read()};
    for (int i = 0; i < 5000; ++i) {
        clock.now += 10ms;
        CHECK(limit.take(std::to_string(i)) == 0);
    }
    // Each bucket is full again after a second, in which a hundred come.
    CHECK(limit.size() <= 1024);
}
