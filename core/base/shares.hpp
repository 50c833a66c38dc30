#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace baton::core {

/// What all API keys together may take of something, and what each of them. Only counts; who takes gives back the same.
/// Any thread.
// decision 0015
class Shares {
public:
    struct Limits {
        std::uint64_t all;
        std::uint64_t key;
    };
    enum class Room : std::uint8_t { enough, key_is_full, all_is_full };

    explicit Shares(Limits limits) : limits_(limits) {}

    /// Takes all of it or nothing. `key`: an access::Owner.
    Room take(std::uint32_t key, std::uint64_t amount);
    /// Takes it whatever the limits are: it is there already, and nobody asked.
    void insist(std::uint32_t key, std::uint64_t amount);
    void give_back(std::uint32_t key, std::uint64_t amount);

    /// Whether so much could be had if nobody had anything.
    bool ever_fits(std::uint64_t amount) const { return amount <= limits_.all && amount <= limits_.key; }
    std::uint64_t used() const;
    std::uint64_t used_by(std::uint32_t key) const;

private:
    const Limits limits_;
    mutable std::mutex mutex_;
    std::uint64_t all_ = 0;
    std::unordered_map<std::uint32_t, std::uint64_t> keys_;  ///< those that have something
};

}  // namespace baton::core
