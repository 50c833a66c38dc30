#include "core/db/postgres/pipeline.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::db::postgres {

bool Pipeline::answered(Answer answer) {
    if (empty() || calls_.front().refusal) return false;
    auto& first = calls_.front();
    if (first.answers.size() == first.call->statements.size()) return false;
    first.answers.push_back(std::move(answer));
    return true;
}

bool Pipeline::refused(Refusal refusal) {
    if (empty() || calls_.front().refusal) return false;
    calls_.front().refusal = std::move(refusal);
    return true;
}

bool Pipeline::skipped() {
    return !empty() && calls_.front().refusal.has_value();
}

void Pipeline::warned() {
    if (!empty()) calls_.front().doubtful = true;
}

bool Pipeline::synced() {
    if (empty()) return false;
    auto& first = calls_.front();
    if (!first.refusal && first.answers.size() != first.call->statements.size()) return false;
    auto carried = std::move(first);
    calls_.pop_front();
    if (carried.refusal) {
        carried.call->end({End::refused, {}, std::move(*carried.refusal)});
    } else if (carried.doubtful && carried.call->changes) {
        carried.call->end({End::doubtful, {}, {}});
    } else {
        carried.call->end({End::answered, std::move(carried.answers), {}});
    }
    return true;
}

void Pipeline::lost(End end) {
    for (auto& carried : std::exchange(calls_, {})) carried.call->end({end, {}, {}});
}

bool Pipeline::carries(const Call& call) const {
    return std::ranges::any_of(calls_, [&](const auto& carried) { return carried.call.get() == &call; });
}

}  // namespace baton::core::db::postgres
