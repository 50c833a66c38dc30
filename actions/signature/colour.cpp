#include "actions/signature/colour.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <system_error>

namespace baton::signature {
namespace {

std::optional<std::uint8_t> hex_byte(std::string_view digits) {
    std::uint8_t byte = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return byte;
}

// Relative luminance, 0 to 1.
double luminance(Colour colour) {
    const auto linear = [](std::uint8_t part) {
        const double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

}  // namespace

std::optional<Colour> hex_colour(std::string_view text) {
    constexpr std::size_t length = 7;
    if (text.size() != length || text.front() != '#') return std::nullopt;
    const auto red = hex_byte(text.substr(1, 2));
    const auto green = hex_byte(text.substr(3, 2));
    const auto blue = hex_byte(text.substr(5, 2));
    if (!red || !green || !blue) return std::nullopt;
    return Colour{*red, *green, *blue};
}

std::string hex_text(Colour colour) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "#";
    for (const std::uint8_t part : {colour.red, colour.green, colour.blue}) {
        text += digits[part / 16];
        text += digits[part % 16];
    }
    return text;
}

double contrast(Colour one, Colour other) {
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    constexpr double flare = 0.05;
    return (lighter + flare) / (darker + flare);
}

}  // namespace baton::signature
