#include "core/access/api_keys.hpp"

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "core/base/text.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <span>

namespace baton::core::access {

namespace {

constexpr std::size_t fingerprint_bytes = 6;

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// Whether two keys are one, or would be the same owner.
bool collide(const ApiKey& one, const ApiKey& other) {
    return one.sha256 == other.sha256 || one.name == other.name || one.name == fingerprint(other) ||
           other.name == fingerprint(one);
}

}  // namespace

std::string fingerprint(const ApiKey& key) {
    return to_hex(std::span{key.sha256}.first(fingerprint_bytes));
}

std::optional<std::vector<ApiKey>> parse_api_keys(std::string_view text) {
    std::vector<ApiKey> keys;
    while (true) {
        const auto comma = text.find(',');
        const std::string_view entry = trim(text.substr(0, comma));
        const auto colon = entry.find(':');
        const bool named = colon != std::string_view::npos;
        const std::string_view key = trim(named ? entry.substr(colon + 1) : entry);
        if (key.empty()) return std::nullopt;
        ApiKey parsed{{}, Sha256::of(key), key.size() < least_key_size};
        parsed.name = named ? std::string{trim(entry.substr(0, colon))} : fingerprint(parsed);
        if (parsed.name.empty()) return std::nullopt;
        if (std::ranges::any_of(keys, [&](const ApiKey& other) { return collide(parsed, other); })) return std::nullopt;
        keys.push_back(std::move(parsed));
        if (comma == std::string_view::npos) return keys;
        text.remove_prefix(comma + 1);
    }
}

std::string short_keys(const std::vector<ApiKey>& keys) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!keys[i].is_short) continue;
        const bool named = keys[i].name != fingerprint(keys[i]);
        names.push_back(named ? keys[i].name : "key" + std::to_string(i + 1));
    }
    return names.empty() ? std::string{} : join(names);
}

result<Owner> ApiKeys::authenticate(std::string_view key) const {
    if (key.empty()) return problem(errc::missing_api_key);
    const auto digest = Sha256::of(key);
    std::optional<Owner> owner;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (CRYPTO_memcmp(digest.data(), keys_[i].sha256.data(), digest.size()) == 0) owner = static_cast<Owner>(i);
    }
    if (!owner) return problem(errc::invalid_api_key);
    return *owner;
}

}  // namespace baton::core::access
