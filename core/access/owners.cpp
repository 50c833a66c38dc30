#include "core/access/owners.hpp"

namespace baton::core::access {

Owners::Owners(const std::vector<ApiKey>& keys) {
    for (const ApiKey& key : keys) {
        const auto number = static_cast<Owner>(names_.size());
        names_.push_back(key.name);
        numbers_.emplace(key.name, number);
        numbers_.emplace(fingerprint(key), number);
    }
}

Owner Owners::of(std::string_view name) {
    const std::lock_guard lock{mutex_};
    if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
    const auto number = static_cast<Owner>(names_.size());
    names_.emplace_back(name);
    numbers_.emplace(name, number);
    return number;
}

std::string Owners::name(Owner owner) const {
    const std::lock_guard lock{mutex_};
    return names_.at(owner);
}

}  // namespace baton::core::access
