#include "core/service/rate_limit.hpp"

#include <algorithm>
#include <chrono>

namespace baton::core::service {

using namespace std::chrono_literals;

std::uint32_t RateLimit::take(const std::string& address) {
    if (per_minute_ == 0) return 0;
    const auto now = now_();
    const std::chrono::nanoseconds one = std::chrono::nanoseconds{1min} / per_minute_;
    const std::lock_guard lock{mutex_};
    if (full_at_.size() >= look_at_) forget_full(now);
    auto& full_at = full_at_[address];
    // A bucket that lacks n tokens is full in n times the time of one; it has room for `per_minute_` of them.
    const auto after = std::max(full_at, now) + one;
    const auto wait = after - now - one * per_minute_;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    if (wait > 0ns) return static_cast<std::uint32_t>(seconds.count());
    full_at = after;
    return 0;
}

std::size_t RateLimit::size() const {
    const std::lock_guard lock{mutex_};
    return full_at_.size();
}

void RateLimit::forget_full(BootClock::time_point now) {
    std::erase_if(full_at_, [now](const auto& entry) { return entry.second <= now; });
    look_at_ = std::max<std::size_t>(1024, 2 * full_at_.size());
}

}  // namespace baton::core::service
