#pragma once

#include "core/base/error.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::access {

/// An API key as it is kept: only its hash stays in memory.
struct ApiKey {
    std::string name;  ///< the operator's name for it, or "key1", "key2", …
    std::array<unsigned char, 32> sha256{};
};

/// Whose a session is: the index of the key that created it.
using Owner = std::uint32_t;

/// Parses API_KEYS: a comma list of KEY or NAME:KEY. Nothing if it is empty, or a key or a name comes twice.
std::optional<std::vector<ApiKey>> parse_api_keys(std::string_view text);

/// The keys that may use the API.
class ApiKeys {
public:
    explicit ApiKeys(std::vector<ApiKey> keys) : keys_(std::move(keys)) {}

    /// Who presents this key. Takes the same time whether, and where, it matches.
    /// Errors: missing_api_key (empty), invalid_api_key.
    result<Owner> authenticate(std::string_view key) const;

private:
    std::vector<ApiKey> keys_;
};

}  // namespace baton::core::access
