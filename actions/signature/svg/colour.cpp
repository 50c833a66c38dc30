#include "actions/signature/svg/colour.hpp"

#include "actions/signature/svg/colour_function.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>

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

}  // namespace

std::optional<Tint> read_colour(std::string_view text) {
    text = trimmed(text);
    Scanner scanner{text};
    if (scanner.take('#')) return read_hexadecimal(scanner.rest());
    const std::string_view word = scanner.word();
    if (scanner.take('(')) return colour_function(word, scanner.rest());
    if (!scanner.at_end()) return std::nullopt;
    if (equals_ignoring_case(word, "transparent")) return Tint{{}, 0};
    const auto colour = named_colour(word);
    return colour ? std::optional{Tint{*colour, 1}} : std::nullopt;
}

}  // namespace baton::signature::svg
