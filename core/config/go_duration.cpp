#include "core/config/go_duration.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace baton::core::config {

namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 8> units{{
    {"ns", 1},
    {"us", 1'000},
    {"\u00b5s", 1'000},
    {"\u03bcs", 1'000},
    {"ms", 1'000'000},
    {"s", 1'000'000'000},
    {"m", 60'000'000'000},
    {"h", 3'600'000'000'000},
}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view take_digits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    const auto digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

std::optional<std::int64_t> take_unit(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && text[count] != '.' && !is_digit(text[count])) ++count;
    const auto name = text.substr(0, count);
    for (const auto& [unit, nanoseconds] : units) {
        if (unit == name) {
            text.remove_prefix(count);
            return nanoseconds;
        }
    }
    return std::nullopt;
}

/// One "12.5h" term, in nanoseconds.
std::optional<std::int64_t> take_term(std::string_view& text) {
    const auto whole = take_digits(text);
    std::string_view fraction;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        fraction = take_digits(text);
    }
    if (whole.empty() && fraction.empty()) return std::nullopt;
    const auto unit = take_unit(text);
    if (!unit) return std::nullopt;
    std::int64_t value = 0;
    for (char c : whole) {
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value)) {
            return std::nullopt;
        }
    }
    if (__builtin_mul_overflow(value, *unit, &value)) return std::nullopt;
    double part = 0;
    double scale = static_cast<double>(*unit);
    for (char c : fraction) part += (c - '0') * (scale /= 10);
    if (__builtin_add_overflow(value, static_cast<std::int64_t>(part), &value)) return std::nullopt;
    return value;
}

}  // namespace

std::optional<std::chrono::nanoseconds> parse_go_duration(std::string_view text) {
    bool negative = false;
    if (text.starts_with('-') || text.starts_with('+')) {
        negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (text == "0") return std::chrono::nanoseconds{0};
    if (text.empty()) return std::nullopt;
    std::int64_t total = 0;
    while (!text.empty()) {
        const auto term = take_term(text);
        if (!term || __builtin_add_overflow(total, *term, &total)) return std::nullopt;
    }
    return std::chrono::nanoseconds{negative ? -total : total};
}

}  // namespace baton::core::config
