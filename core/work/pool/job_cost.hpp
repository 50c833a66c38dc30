#pragma once

#include "core/work/wire/job.hpp"

#include <chrono>
#include <cstdint>

namespace baton::core::work {

/// The most pixels of a job that is cheap: a phone's usual picture has half as many, and is done in a second.
inline constexpr std::uint64_t cheap_weight = 25'000'000;

inline bool is_dear(std::uint64_t weight) {
    return weight > cheap_weight;
}

/// How heavy the files that nobody has looked at yet may be before a worker, instead of doing the job, says how heavy
/// they are; 0: there is no such file.
// decision 0012
std::uint64_t weight_limit(const Job& job);

/// How long the job may take if it is so heavy; never over `longest`.
std::chrono::milliseconds time_limit(JobKind kind, std::uint64_t weight, std::chrono::milliseconds longest);

}  // namespace baton::core::work
