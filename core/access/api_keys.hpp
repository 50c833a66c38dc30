#pragma once

#include "core/base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::access {

/// An API key as it is kept: only its hash stays in memory.
struct ApiKey {
    std::string name;  ///< the operator's name for it, or its fingerprint
    std::array<unsigned char, 32> sha256{};
    bool is_short = false;  ///< of fewer than `least_key_size` characters: it can be guessed
};

inline constexpr std::size_t least_key_size = 16;

/// Whose a session is, as a number of this process (see Owners): the N-th key is owner N.
using Owner = std::uint32_t;

/// What stands for a key where it has no name: the first 12 hex digits of its SHA-256.
std::string fingerprint(const ApiKey& key);

/// Parses API_KEYS: a comma list of KEY or NAME:KEY. Nothing if it is empty, a key or a name comes twice, or one key's
/// name is another's fingerprint.
// decision 0037
std::optional<std::vector<ApiKey>> parse_api_keys(std::string_view text);

/// The names of those that are short, "a, b". Who has no name is shown by its place, "key2": the fingerprint of a key
/// that can be guessed says whether a guess is right.
std::string short_keys(const std::vector<ApiKey>& keys);

/// The keys that may use the API.
class ApiKeys {
public:
    explicit ApiKeys(std::vector<ApiKey> keys) : keys_(std::move(keys)) {}

    /// Who presents this key. Takes the same time whether, and where, it matches.
    /// Errors: missing_api_key (empty), invalid_api_key.
    // decision 0037
    result<Owner> authenticate(std::string_view key) const;

private:
    std::vector<ApiKey> keys_;
};

}  // namespace baton::core::access
