#include "core/base/clocks.hpp"

#include <ctime>

namespace baton::core {

using namespace std::chrono_literals;

namespace {

/// What differs by less was not set: it was read late.
constexpr std::chrono::nanoseconds tolerance = 20ms;

}  // namespace

BootClock::time_point BootClock::now() noexcept {
    timespec time{};
    (void)::clock_gettime(CLOCK_BOOTTIME, &time);
    return time_point{std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec}};
}

Calendar Clocks::calendar() const {
    const auto before = boot_().time_since_epoch();
    const auto date = std::chrono::duration_cast<std::chrono::nanoseconds>(wall_().time_since_epoch());
    const auto after = boot_().time_since_epoch();
    const auto ahead = date - before;
    const std::chrono::nanoseconds known{ahead_.load(std::memory_order_relaxed)};
    // Who was held up between the readings knows less well: the date belongs to any time between the two.
    const bool fits = known <= ahead + tolerance && known >= date - after - tolerance;
    if (fits) return Calendar{known};
    ahead_.store(ahead.count(), std::memory_order_relaxed);
    return Calendar{ahead};
}

}  // namespace baton::core
