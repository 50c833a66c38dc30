#pragma once

#include "core/db/postgres/call.hpp"

#include <chrono>
#include <optional>

namespace baton::core::db::postgres {

/// What follows an attempt that brought no answer: another one after a pause, or the caller's error.
struct NextStep {
    std::optional<std::chrono::milliseconds> pause;  ///< before the next attempt; none: no other
    Problem error;                                   ///< for the caller when there is no other
};

/// `changes`: whether the call was a commit; `attempts`: how many there were, 1 or more; `chance`: between 0 and 1, so
/// that those who failed together do not come back together.
// decision 0104
NextStep next_step(const Outcome& outcome, bool changes, unsigned attempts, double chance);

/// A pause that doubles with each attempt from `first` to `longest`, and is between its half and its whole by chance.
std::chrono::milliseconds pause_before(unsigned attempt, std::chrono::milliseconds first,
                                       std::chrono::milliseconds longest, double chance);

}  // namespace baton::core::db::postgres
