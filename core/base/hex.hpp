#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace baton::core {

/// The digit of a value from 0 to 15, in lower case.
constexpr char hex_digit(unsigned value) {
    return std::string_view{"0123456789abcdef"}[value];
}

/// The value of a hexadecimal digit in either case; -1 for anything else.
constexpr int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Reads exactly two digits of either case for each byte of `bytes`; false if `text` is anything else.
bool from_hex(std::string_view text, std::span<unsigned char> bytes);

/// Two lower-case digits for each byte.
std::string to_hex(std::span<const unsigned char> bytes);
std::string to_hex(std::span<const std::byte> bytes);

}  // namespace baton::core
