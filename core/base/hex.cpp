#include "core/base/hex.hpp"

namespace baton::core {

std::string to_hex(std::span<const unsigned char> bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        text += hex_digit(byte >> 4);
        text += hex_digit(byte & 15);
    }
    return text;
}

std::string to_hex(std::span<const std::byte> bytes) {
    return to_hex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

}  // namespace baton::core
