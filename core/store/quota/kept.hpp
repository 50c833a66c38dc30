#pragma once

#include "core/base/shares.hpp"

#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace baton::core::store {

/// What a store keeps that outlives this process, and others may change, counted in shares beside what is in flight
/// here. Any thread.
class Kept {
public:
    using Amounts = std::unordered_map<std::uint32_t, std::uint64_t>;  ///< by key, an access::Owner

    explicit Kept(Shares& shares) : shares_(shares) {}

    /// It is kept from now on; over the limits too: it is so already.
    void add(std::uint32_t key, std::uint64_t amount);
    /// What was taken of the shares is kept from now on.
    void adopt(std::uint32_t key, std::uint64_t amount);
    /// It is kept no longer. What another server kept may go before it was counted here: then nothing changes.
    void drop(std::uint32_t key, std::uint64_t amount);
    /// This and no more is kept.
    void replace(Amounts amounts);
    /// The same, for amounts that were counted since `changes` said that: false, and nothing is replaced, if they have
    /// changed.
    [[nodiscard]] bool replace_since(std::uint64_t changes, Amounts amounts);
    /// How often something was kept, or no longer.
    std::uint64_t changes() const;

private:
    void put(Amounts amounts);

    Shares& shares_;
    mutable std::mutex mutex_;
    Amounts amounts_;
    std::uint64_t changes_ = 0;
};

}  // namespace baton::core::store
