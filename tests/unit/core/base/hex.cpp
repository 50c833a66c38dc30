#include "core/base/hex.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace baton::core;

TEST_CASE("bytes become two lower-case digits each") {
    const std::array<unsigned char, 4> bytes{0x00, 0x0f, 0xa5, 0xff};
    CHECK(to_hex(bytes) == "000fa5ff");
    CHECK(to_hex(std::as_bytes(std::span{bytes})) == "000fa5ff");
    CHECK(to_hex(std::span<const std::byte>{}).empty());
}

TEST_CASE("a digit has its value in either case, anything else has none") {
    for (unsigned value = 0; value < 16; ++value) CHECK(hex_value(hex_digit(value)) == static_cast<int>(value));
    CHECK(hex_value('A') == 10);
    CHECK(hex_value('F') == 15);
    for (const char c : {'/', ':', '@', 'G', '`', 'g', '\0'}) CHECK(hex_value(c) == -1);
}

TEST_CASE("digits are read for exactly as many bytes as there is room for") {
    std::array<unsigned char, 2> bytes{};
    CHECK(from_hex("0aFf", bytes));
    CHECK(bytes == std::array<unsigned char, 2>{0x0A, 0xFF});
    for (const char* text : {"", "0aF", "0aFf0", "0aFg", "0 Ff"}) CHECK_FALSE(from_hex(text, bytes));
}
