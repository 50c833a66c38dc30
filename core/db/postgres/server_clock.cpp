#include "core/db/postgres/server_clock.hpp"

#include <algorithm>

namespace baton::core::db::postgres {

using namespace std::chrono_literals;

namespace {

/// What differs by less beyond the doubt of a reading was not set.
constexpr std::chrono::nanoseconds tolerance = 5ms;

std::chrono::nanoseconds took(const ClockReading& reading) {
    return reading.after - reading.before;
}

}  // namespace

void ServerClock::learn(std::span<const ClockReading> readings) {
    const auto best = std::ranges::min_element(readings, {}, took);
    if (best == readings.end()) return;
    const std::chrono::nanoseconds known{ahead_.load(std::memory_order_relaxed)};
    const auto ahead = best->shown - best->before.time_since_epoch() - took(*best) / 2;
    const auto differs = known > ahead ? known - ahead : ahead - known;
    if (differs > took(*best) / 2 + tolerance) ahead_.store(ahead.count(), std::memory_order_relaxed);
}

}  // namespace baton::core::db::postgres
