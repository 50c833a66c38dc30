#include "core/base/id.hpp"

#include "core/base/hex.hpp"

#include <openssl/rand.h>

#include <cstring>
#include <stdexcept>

namespace baton::core {

Id new_id() {
    Id id{};
    if (RAND_bytes(id.data, sizeof id.data) != 1) throw std::runtime_error("no random numbers");
    id.data[6] = static_cast<unsigned char>((id.data[6] & 0x0F) | 0x40);  // version 4
    id.data[8] = static_cast<unsigned char>((id.data[8] & 0x3F) | 0x80);  // RFC 9562 variant
    return id;
}

std::optional<Id> parse_id(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Id id{};
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const int digit = hex_value(text[i]);
        if (dash ? text[i] != '-' : digit < 0) return std::nullopt;
        if (dash) continue;
        auto& byte = id.data[nibble++ / 2];
        byte = static_cast<unsigned char>(byte << 4 | digit);
    }
    return id;
}

std::string log_name(const Id& id) {
    return to_string(id).substr(0, 8);
}

std::size_t IdHash::operator()(const Id& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.data, sizeof value);
    return value;
}

}  // namespace baton::core
