#include "core/work/pool/job_cost.hpp"

#include <algorithm>

namespace baton::core::work {

namespace {

using namespace std::chrono_literals;

/// An inspector reads a file once, so the time that it may take follows from the file: so long for each begun so many
/// pixels. Measured is a tenth of that; the rest is for slow and busy machines.
// decision 0012
constexpr auto step_time = 10s;
constexpr std::uint64_t step_weight = 50'000'000;

}  // namespace

std::uint64_t weight_limit(const Job& job) {
    const bool unknown = std::ranges::any_of(
        job.files, [](const JobInput& file) { return file.info.empty() && file.made_from.empty(); });
    if (!unknown) return 0;
    // A job that is dear anyway need not be weighed; an inspection is never that before it was.
    return is_dear(job.share.weight) ? 0 : std::max<std::uint64_t>(1, cheap_weight - job.share.weight);
}

std::chrono::milliseconds time_limit(JobKind kind, std::uint64_t weight, std::chrono::milliseconds longest) {
    if (kind != JobKind::inspect) return longest;
    const std::uint64_t steps = (std::max(weight, cheap_weight) - 1) / step_weight + 1;
    if (steps > static_cast<std::uint64_t>(longest / step_time)) return longest;
    return static_cast<int>(steps) * step_time;
}

}  // namespace baton::core::work
