#include "core/store/quota/kept.hpp"

#include <algorithm>
#include <utility>

namespace baton::core::store {

void Kept::add(std::uint32_t key, std::uint64_t amount) {
    const std::lock_guard lock{mutex_};
    ++changes_;
    auto& kept = amounts_[key];
    shares_.insist(key, amount);
    kept += amount;
}

void Kept::adopt(std::uint32_t key, std::uint64_t amount) {
    const std::lock_guard lock{mutex_};
    ++changes_;
    amounts_[key] += amount;
}

void Kept::drop(std::uint32_t key, std::uint64_t amount) {
    const std::lock_guard lock{mutex_};
    ++changes_;
    const auto found = amounts_.find(key);
    if (found == amounts_.end()) return;
    const auto counted = std::min(found->second, amount);
    found->second -= counted;
    if (counted > 0) shares_.give_back(key, counted);
}

void Kept::replace(Amounts amounts) {
    const std::lock_guard lock{mutex_};
    put(std::move(amounts));
}

bool Kept::replace_since(std::uint64_t changes, Amounts amounts) {
    const std::lock_guard lock{mutex_};
    if (changes != changes_) return false;
    put(std::move(amounts));
    return true;
}

std::uint64_t Kept::changes() const {
    const std::lock_guard lock{mutex_};
    return changes_;
}

void Kept::put(Amounts amounts) {
    for (const auto& [key, amount] : amounts) {
        if (amount > 0) shares_.insist(key, amount);
    }
    for (const auto& [key, amount] : amounts_) {
        if (amount > 0) shares_.give_back(key, amount);
    }
    amounts_ = std::move(amounts);
}

}  // namespace baton::core::store
