#include "actions/signature/svg/scanner.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace baton::signature::svg {
namespace {

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

char lower_case(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool is_word(char character) {
    const char lower = lower_case(character);
    return (lower >= 'a' && lower <= 'z') || is_digit(character) || character == '-';
}

// from_chars also reads "inf", "nan" and what follows a second sign.
bool starts_number(std::string_view text) {
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    if (!text.empty() && text.front() == '.') text.remove_prefix(1);
    return !text.empty() && is_digit(text.front());
}

}  // namespace

bool is_space(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
    return std::ranges::equal(text, lower, {}, lower_case);
}

void Scanner::skip_space() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
}

void Scanner::skip_separator() {
    skip_space();
    if (take(',')) skip_space();
}

bool Scanner::take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
}

char Scanner::next() {
    const char character = peek();
    rest_.remove_prefix(rest_.empty() ? 0 : 1);
    return character;
}

std::optional<double> Scanner::number() {
    std::string_view text = rest_;
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && text.front() == '-') return std::nullopt;
    }
    if (!starts_number(text)) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || !(std::abs(value) <= max_number)) return std::nullopt;
    rest_ = std::string_view{end, text.data() + text.size()};
    return value;
}

std::optional<bool> Scanner::flag() {
    if (peek() != '0' && peek() != '1') return std::nullopt;
    return next() == '1';
}

std::string_view Scanner::word() {
    const auto end = std::ranges::find_if_not(rest_, is_word);
    const std::string_view found{rest_.begin(), end};
    rest_.remove_prefix(found.size());
    return found;
}

}  // namespace baton::signature::svg
