#include "core/work/pool/cpu_budget.hpp"

#include <algorithm>

namespace baton::core::work {

std::chrono::seconds CpuBudget::wait(const Id& session, Clock::time_point now) const {
    const auto found = dry_at_.find(session);
    if (found == dry_at_.end() || found->second - now < drain_time) return std::chrono::seconds{0};
    // A full bucket is one that needs the whole time to run dry; it may have a job again once there is any room.
    return std::chrono::floor<std::chrono::seconds>(found->second - now - drain_time) + std::chrono::seconds{1};
}

void CpuBudget::charge(const Id& session, std::chrono::nanoseconds used, Clock::time_point now) {
    while (!by_time_.empty() && by_time_.begin()->first <= now) {
        dry_at_.erase(by_time_.begin()->second);
        by_time_.erase(by_time_.begin());
    }
    if (size_.count() == 0 || session.is_nil() || used.count() <= 0) return;
    const double share = std::chrono::duration<double>(used) / size_;
    const auto time = std::chrono::duration_cast<Clock::duration>(share * std::chrono::duration<double>(drain_time));
    const auto [found, is_new] = dry_at_.try_emplace(session, now);
    if (!is_new) by_time_.erase({found->second, session});
    found->second += time;
    by_time_.emplace(found->second, session);
}

}  // namespace baton::core::work
