#include "actions/signature/svg/colour_function.hpp"

#include "actions/signature/svg/colour_spaces.hpp"
#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace baton::signature::svg {
namespace {

// A number or, of a percentage, that share of `whole`.
struct Argument {
    double value = 0;
    bool percent = false;
    bool none = false;

    double of(double whole) const { return percent ? value / 100 * whole : value; }
};

struct Arguments {
    std::array<Argument, 3> channel;
    double alpha = 1;
};

// What an angle's unit is in degrees.
std::optional<double> degrees(std::string_view unit) {
    if (unit.empty() || equals_ignoring_case(unit, "deg")) return 1;
    if (equals_ignoring_case(unit, "grad")) return 0.9;
    if (equals_ignoring_case(unit, "rad")) return 180 / std::numbers::pi;
    if (equals_ignoring_case(unit, "turn")) return 360;
    return std::nullopt;
}

// `none` is zero wherever colours are not mixed.
std::optional<Argument> read_argument(Scanner& scanner, bool angle) {
    const auto value = scanner.number();
    if (!value) {
        return equals_ignoring_case(scanner.word(), "none") ? std::optional{Argument{0, false, true}} : std::nullopt;
    }
    if (scanner.take('%')) return angle ? std::nullopt : std::optional{Argument{*value, true}};
    const std::string_view unit = scanner.word();
    if (!angle) return unit.empty() ? std::optional{Argument{*value}} : std::nullopt;
    const auto factor = degrees(unit);
    return factor ? std::optional{Argument{*value * *factor}} : std::nullopt;
}

// The old syntax takes percentages or numbers, not both, and beside a hue only percentages.
bool is_uniform(const std::array<Argument, 3>& channel, std::size_t hue) {
    if (std::ranges::any_of(channel, &Argument::none)) return false;
    return channel[1].percent == channel[2].percent && channel[1].percent == (hue == 0 || channel[0].percent);
}

// Three arguments and an alpha up to the closing bracket. `hue`: which of them is an angle, 3 for none. `commas`: they
// may stand between all of them, as of old.
std::optional<Arguments> read_arguments(Scanner scanner, std::size_t hue, bool commas) {
    Arguments arguments;
    scanner.skip_space();
    for (std::size_t i = 0; i < 3; ++i) {
        const auto argument = read_argument(scanner, i == hue);
        if (!argument) return std::nullopt;
        arguments.channel.at(i) = *argument;
        scanner.skip_space();
        if (i == 0) commas = commas && scanner.peek() == ',';
        if (commas && i < 2 && !scanner.take(',')) return std::nullopt;
        scanner.skip_space();
    }
    if (commas && !is_uniform(arguments.channel, hue)) return std::nullopt;
    if (scanner.take(commas ? ',' : '/')) {
        scanner.skip_space();
        const auto alpha = read_argument(scanner, false);
        if (!alpha) return std::nullopt;
        arguments.alpha = std::clamp(alpha->of(1), 0.0, 1.0);
        scanner.skip_space();
    }
    return scanner.take(')') && scanner.at_end() ? std::optional{arguments} : std::nullopt;
}

Tint tint_of(const Channels& srgb, double alpha) {
    const auto byte = [](double value) {
        return static_cast<std::uint8_t>(std::isfinite(value) ? std::lround(255 * std::clamp(value, 0.0, 1.0)) : 0);
    };
    return {{byte(srgb[0]), byte(srgb[1]), byte(srgb[2])}, alpha};
}

Channels rgb_of(const Arguments& given) {
    const auto& [red, green, blue] = given.channel;
    return {red.of(255) / 255, green.of(255) / 255, blue.of(255) / 255};
}

// Hue, and two shares of 100 whether they are written with a % or not.
Channels hue_and_shares(const Arguments& given) {
    const auto share = [](const Argument& each) { return std::clamp(each.value / 100, 0.0, 1.0); };
    return {given.channel[0].value, share(given.channel[1]), share(given.channel[2])};
}

Channels lab_of(const Arguments& given, double lightest, double axis) {
    return {std::clamp(given.channel[0].of(lightest), 0.0, lightest), given.channel[1].of(axis),
            given.channel[2].of(axis)};
}

Channels lch_of(const Arguments& given, double lightest, double chroma) {
    return from_polar({std::clamp(given.channel[0].of(lightest), 0.0, lightest),
                       std::max(0.0, given.channel[1].of(chroma)), given.channel[2].value});
}

std::optional<Tint> read_space(Scanner scanner) {
    scanner.skip_space();
    std::string name{scanner.word()};
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
    const auto given = read_arguments(scanner, 3, false);
    if (!given) return std::nullopt;
    const auto& [first, second, third] = given->channel;
    const auto srgb = from_space(name, {first.of(1), second.of(1), third.of(1)});
    return srgb ? std::optional{tint_of(*srgb, given->alpha)} : std::nullopt;
}

struct Function {
    std::string_view name;
    std::size_t hue;  // which argument is an angle
    bool commas;
    Channels (*srgb)(const Arguments&);
};

constexpr std::size_t no_hue = 3;
constexpr std::array functions{
    Function{"rgb", no_hue, true, rgb_of},
    Function{"rgba", no_hue, true, rgb_of},
    Function{"hsl", 0, true, [](const Arguments& given) { return from_hsl(hue_and_shares(given)); }},
    Function{"hsla", 0, true, [](const Arguments& given) { return from_hsl(hue_and_shares(given)); }},
    Function{"hwb", 0, false, [](const Arguments& given) { return from_hwb(hue_and_shares(given)); }},
    Function{"lab", no_hue, false, [](const Arguments& given) { return from_lab(lab_of(given, 100, 125)); }},
    Function{"lch", 2, false, [](const Arguments& given) { return from_lab(lch_of(given, 100, 150)); }},
    Function{"oklab", no_hue, false, [](const Arguments& given) { return from_oklab(lab_of(given, 1, 0.4)); }},
    Function{"oklch", 2, false, [](const Arguments& given) { return from_oklab(lch_of(given, 1, 0.4)); }}};

}  // namespace

std::optional<Tint> colour_function(std::string_view name, std::string_view rest) {
    const Scanner scanner{rest};
    if (equals_ignoring_case(name, "color")) return read_space(scanner);
    const auto* function =
        std::ranges::find_if(functions, [&](const Function& each) { return equals_ignoring_case(name, each.name); });
    if (function == functions.end()) return std::nullopt;
    const auto given = read_arguments(scanner, function->hue, function->commas);
    return given ? std::optional{tint_of(function->srgb(*given), given->alpha)} : std::nullopt;
}

}  // namespace baton::signature::svg
