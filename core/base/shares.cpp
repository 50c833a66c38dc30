#include "core/base/shares.hpp"

#include <algorithm>

namespace baton::core {

namespace {

/// More may be used than the limit allows: see `insist`.
bool fits(std::uint64_t used, std::uint64_t amount, std::uint64_t limit) {
    return used <= limit && amount <= limit - used;
}

}  // namespace

Shares::Room Shares::take(std::uint32_t key, std::uint64_t amount) {
    if (amount == 0) return Room::enough;
    const std::lock_guard lock{mutex_};
    const auto found = keys_.find(key);
    const std::uint64_t used = found == keys_.end() ? 0 : found->second;
    // A share that is no less than all there is decides nothing: then it is the server that is full.
    if (limits_.key < limits_.all && !fits(used, amount, limits_.key)) return Room::key_is_full;
    if (!fits(all_, amount, limits_.all)) return Room::all_is_full;
    keys_[key] = used + amount;
    all_ += amount;
    return Room::enough;
}

void Shares::insist(std::uint32_t key, std::uint64_t amount) {
    if (amount == 0) return;
    const std::lock_guard lock{mutex_};
    keys_[key] += amount;
    all_ += amount;
}

void Shares::give_back(std::uint32_t key, std::uint64_t amount) {
    if (amount == 0) return;
    const std::lock_guard lock{mutex_};
    const auto found = keys_.find(key);
    if (found == keys_.end()) return;
    // What others have counted may be forgotten here.
    const std::uint64_t back = std::min(amount, found->second);
    found->second -= back;
    if (found->second == 0) keys_.erase(found);
    all_ -= back;
}

std::uint64_t Shares::used() const {
    const std::lock_guard lock{mutex_};
    return all_;
}

std::uint64_t Shares::used_by(std::uint32_t key) const {
    const std::lock_guard lock{mutex_};
    const auto found = keys_.find(key);
    return found == keys_.end() ? 0 : found->second;
}

}  // namespace baton::core
