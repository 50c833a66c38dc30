#pragma once

#include "core/base/clocks.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>

namespace baton::core::db::postgres {

/// What the server's clock showed between two readings of the boot clock.
struct ClockReading {
    BootClock::time_point before;
    std::chrono::nanoseconds shown;  ///< since 1970
    BootClock::time_point after;
};

/// How the server's clock stands to the boot clock, from readings over the network.
class ServerClock {
public:
    /// From one thread at a time. The reading that took least says most. What was known stays while it fits: a date
    /// that is shown twice must not differ by the way to the server.
    void learn(std::span<const ClockReading> readings);

    /// Any thread. The boot clock itself before anything was learnt.
    Calendar calendar() const { return Calendar{std::chrono::nanoseconds{ahead_.load(std::memory_order_relaxed)}}; }

private:
    std::atomic<std::int64_t> ahead_{0};  ///< in nanoseconds
};

}  // namespace baton::core::db::postgres
