#include "core/base/shares.hpp"

namespace baton::core {

Shares::Room Shares::take(std::uint32_t key, std::uint64_t amount) {
    if (amount == 0) return Room::enough;
    const std::lock_guard lock{mutex_};
    const auto found = keys_.find(key);
    const std::uint64_t used = found == keys_.end() ? 0 : found->second;
    // A share that is no less than all there is decides nothing: then it is the server that is full.
    if (limits_.key < limits_.all && amount > limits_.key - used) return Room::key_is_full;
    if (amount > limits_.all - all_) return Room::all_is_full;
    keys_[key] = used + amount;
    all_ += amount;
    return Room::enough;
}

void Shares::give_back(std::uint32_t key, std::uint64_t amount) {
    if (amount == 0) return;
    const std::lock_guard lock{mutex_};
    const auto found = keys_.find(key);
    found->second -= amount;
    if (found->second == 0) keys_.erase(found);
    all_ -= amount;
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
