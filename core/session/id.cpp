#include "core/session/id.hpp"

#include <boost/uuid/string_generator.hpp>

#include <openssl/rand.h>

#include <cstring>
#include <stdexcept>

namespace baton::core::session {

Id new_id() {
    Id id{};
    if (RAND_bytes(id.data, sizeof id.data) != 1) throw std::runtime_error("no random numbers");
    id.data[6] = static_cast<unsigned char>((id.data[6] & 0x0F) | 0x40);  // version 4
    id.data[8] = static_cast<unsigned char>((id.data[8] & 0x3F) | 0x80);  // RFC 9562 variant
    return id;
}

std::optional<Id> parse_id(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (dash ? c != '-' : !hex) return std::nullopt;
    }
    return boost::uuids::string_generator{}(text.begin(), text.end());
}

std::string log_name(const Id& id) {
    return to_string(id).substr(0, 8);
}

std::size_t IdHash::operator()(const Id& id) const {
    std::size_t value = 0;
    std::memcpy(&value, id.data, sizeof value);
    return value;
}

}  // namespace baton::core::session
