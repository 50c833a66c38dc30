#pragma once

#include "core/access/api_keys.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::access {

/// Names of owners and the numbers that stand for them in this process. A record names its session's owner, a session
/// in memory has the number. Numbers mean nothing to another process, nor after a restart. Any thread.
///
/// A key's name and its fingerprint are the same owner, so that a key which is given a name later keeps its sessions. A
/// name that no key has is an owner too: its sessions are kept, and nobody sees them until a key has the name again.
// decision 0046
class Owners {
public:
    /// The keys of this server: the N-th is owner N.
    explicit Owners(const std::vector<ApiKey>& keys);

    /// The owner of this name; a new one for a name not met before.
    Owner of(std::string_view name);
    /// What a record calls the owner. `owner` must be one that this object gave, or a key's.
    std::string name(Owner owner) const;

private:
    mutable std::mutex mutex_;
    std::vector<std::string> names_;
    std::map<std::string, Owner, std::less<>> numbers_;
};

}  // namespace baton::core::access
