#pragma once

#include "core/base/id.hpp"

#include <chrono>
#include <cstddef>
#include <set>
#include <unordered_map>
#include <utility>

namespace baton::core::work {

/// What each session has used of the workers' processors of late: a bucket that its jobs fill and that runs dry by
/// itself within `drain_time`. Only full ones hold their session up. Not thread-safe.
// decision 0012
class CpuBudget {
public:
    using Clock = std::chrono::steady_clock;
    /// In which a full bucket runs dry.
    static constexpr std::chrono::minutes drain_time{30};

    /// `size`: of a bucket; 0: nobody is held up.
    explicit CpuBudget(std::chrono::seconds size) : size_(size) {}

    /// How long until the session may have a job again; 0: it may now. Rounded up.
    std::chrono::seconds wait(const Id& session, Clock::time_point now) const;

    /// Counts what a job has used, also over the brim.
    void charge(const Id& session, std::chrono::nanoseconds used, Clock::time_point now);

    /// Sessions whose buckets were not empty when something was counted last.
    std::size_t size() const { return dry_at_.size(); }

private:
    std::chrono::seconds size_;
    std::unordered_map<Id, Clock::time_point, IdHash> dry_at_;
    std::set<std::pair<Clock::time_point, Id>> by_time_;  ///< the same, so that dry ones are found
};

}  // namespace baton::core::work
