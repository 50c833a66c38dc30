#include "core/access/device.hpp"

#include "core/base/ascii.hpp"
#include "core/base/hex.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace baton::core::access {

namespace {

constexpr std::size_t most_presented = 4;

std::optional<Device> parse_device(std::string_view text) {
    Device device{};
    // Upper case is not as we wrote it.
    if (!from_hex(text, device) || to_hex(device) != text) return std::nullopt;
    return device;
}

}  // namespace

bool is_bound(const Device& device) {
    return device != Device{};
}

Device new_device() {
    Device device{};
    while (!is_bound(device)) {
        if (RAND_bytes(device.data(), static_cast<int>(device.size())) != 1) {
            throw std::runtime_error("no random numbers");
        }
    }
    return device;
}

std::vector<Device> devices_in(std::string_view cookie_field) {
    std::vector<Device> devices;
    while (!cookie_field.empty() && devices.size() < most_presented) {
        const auto end = cookie_field.find(';');
        const std::string_view pair = without_ows(cookie_field.substr(0, end));
        cookie_field = end == std::string_view::npos ? std::string_view{} : cookie_field.substr(end + 1);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || without_ows(pair.substr(0, equals)) != device_cookie) continue;
        if (const auto device = parse_device(without_ows(pair.substr(equals + 1)))) devices.push_back(*device);
    }
    return devices;
}

std::string set_cookie_field(const Device& device, std::string_view path, bool secure, long long max_age) {
    std::string field{device_cookie};
    field.append("=").append(to_hex(device));
    field.append("; Path=").append(path);
    field.append("; Max-Age=").append(std::to_string(std::max(max_age, 1LL)));
    field += "; HttpOnly; SameSite=Lax";
    if (secure) field += "; Secure";
    return field;
}

Claim::Standing Claim::standing(const Device& holder) const {
    if (!is_bound(holder)) return Standing::none;
    bool mine = false;
    for (const Device& each : presented_) mine |= CRYPTO_memcmp(each.data(), holder.data(), holder.size()) == 0;
    return mine ? Standing::mine : Standing::other;
}

}  // namespace baton::core::access
