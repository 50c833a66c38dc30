#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace baton::core {

/// The time since the machine was started, time asleep included (CLOCK_BOOTTIME). Nobody sets it, so it is what
/// everything is measured by that ends by itself.
// decision 0047
struct BootClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<BootClock>;
    static constexpr bool is_steady = true;

    static time_point now() noexcept;
};

/// What people call the time. It is set: by NTP, by an administrator, after a virtual machine was asleep.
using WallClock = std::chrono::system_clock;

/// How the two clocks stand to each other. Times that are shown or kept together are taken from one of it, so that what
/// lies between them is right.
class Calendar {
public:
    /// `ahead`: what the wall clock shows when the boot clock shows nothing.
    explicit constexpr Calendar(std::chrono::nanoseconds ahead) : ahead_(ahead) {}

    WallClock::time_point date_of(BootClock::time_point time) const {
        return WallClock::time_point{std::chrono::duration_cast<WallClock::duration>(time.time_since_epoch() + ahead_)};
    }
    BootClock::time_point time_of(WallClock::time_point date) const {
        return BootClock::time_point{date.time_since_epoch() - ahead_};
    }

private:
    std::chrono::nanoseconds ahead_;
};

/// Both clocks, or what a test has in their place. Any thread.
class Clocks {
public:
    using Boot = std::function<BootClock::time_point()>;
    using Wall = std::function<WallClock::time_point()>;

    explicit Clocks(Boot boot = BootClock::now, Wall wall = WallClock::now)
        : boot_(std::move(boot)), wall_(std::move(wall)) {}

    BootClock::time_point now() const { return boot_(); }

    /// As the clocks stand now. The same as the last time while the wall clock was not set: two clocks are never read
    /// in one moment, and a time that is shown twice must not differ by that.
    Calendar calendar() const;

private:
    Boot boot_;
    Wall wall_;
    mutable std::atomic<std::int64_t> ahead_{0};  ///< in nanoseconds
};

}  // namespace baton::core
