#pragma once

#include "core/base/clocks.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace baton::core::service {

/// So many things a minute from one address: a bucket for each, which holds as many tokens and fills evenly. What is
/// full again is forgotten, so that memory follows those who came in the last minute. Any thread.
class RateLimit {
public:
    /// `per_minute`: 0: as many as they like.
    explicit RateLimit(std::uint32_t per_minute, Clocks::Boot now = BootClock::now)
        : per_minute_(per_minute), now_(std::move(now)) {}

    /// Takes a token. Returns 0, or after how many seconds there is one again.
    std::uint32_t take(const std::string& address);

    /// How many addresses it remembers.
    std::size_t size() const;

private:
    void forget_full(BootClock::time_point now);

    const std::uint32_t per_minute_;
    const Clocks::Boot now_;
    mutable std::mutex mutex_;
    /// When the bucket of an address will be full.
    std::unordered_map<std::string, BootClock::time_point> full_at_;
    std::size_t look_at_ = 1024;  ///< so many entries are worth looking through
};

}  // namespace baton::core::service
