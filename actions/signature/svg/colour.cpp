#include "actions/signature/svg/colour.hpp"

#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace baton::signature::svg {
namespace {

std::optional<Tint> read_hexadecimal(std::string_view digits) {
    const std::size_t count = digits.size();
    if (count != 3 && count != 4 && count != 6 && count != 8) return std::nullopt;
    const std::size_t width = count < 6 ? 1 : 2;
    std::array<int, 4> channel{0, 0, 0, 255};
    for (std::size_t i = 0; i * width < count; ++i) {
        const char* begin = digits.data() + i * width;
        const auto [end, error] = std::from_chars(begin, begin + width, channel.at(i), 16);
        if (error != std::errc{} || end != begin + width) return std::nullopt;
        channel.at(i) *= width == 1 ? 17 : 1;
    }
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(channel.at(i)); };
    return Tint{{byte(0), byte(1), byte(2)}, channel[3] / 255.0};
}

// A number, or a percentage of `whole`.
std::optional<double> read_channel(Scanner& scanner, double whole) {
    const auto value = scanner.number();
    if (!value) return std::nullopt;
    return std::clamp(scanner.take('%') ? *value / 100 * whole : *value, 0.0, whole);
}

// What follows `rgb(` or `rgba(`, which mean the same.
std::optional<Tint> read_channels(Scanner scanner) {
    std::array<std::uint8_t, 3> channel{};
    scanner.skip_space();
    for (std::uint8_t& each : channel) {
        const auto value = read_channel(scanner, 255);
        if (!value) return std::nullopt;
        each = static_cast<std::uint8_t>(std::lround(*value));
        scanner.skip_separator();
    }
    double alpha = 1;
    if (scanner.peek() != ')') {
        if (scanner.take('/')) scanner.skip_space();
        const auto value = read_channel(scanner, 1);
        if (!value) return std::nullopt;
        alpha = *value;
        scanner.skip_space();
    }
    return scanner.take(')') && scanner.at_end() ? std::optional{Tint{{channel[0], channel[1], channel[2]}, alpha}}
                                                 : std::nullopt;
}

}  // namespace

std::optional<Tint> read_colour(std::string_view text) {
    text = trimmed(text);
    Scanner scanner{text};
    if (scanner.take('#')) return read_hexadecimal(scanner.rest());
    const std::string_view word = scanner.word();
    if (scanner.take('(')) {
        const bool rgb = equals_ignoring_case(word, "rgb") || equals_ignoring_case(word, "rgba");
        return rgb ? read_channels(scanner) : std::nullopt;
    }
    if (!scanner.at_end()) return std::nullopt;
    if (equals_ignoring_case(word, "transparent")) return Tint{{}, 0};
    const auto colour = named_colour(word);
    return colour ? std::optional{Tint{*colour, 1}} : std::nullopt;
}

}  // namespace baton::signature::svg
