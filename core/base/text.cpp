#include "core/base/text.hpp"

#include <algorithm>

namespace baton::core {

namespace {

bool is_lower_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_token(std::string_view text) {
    return !text.empty() && is_lower_or_digit(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_lower_or_digit(c) || std::string_view{"!#$&-^_.+"}.find(c) != std::string_view::npos;
    });
}

bool is_segment(std::string_view text) {
    return !text.empty() && text.front() != '.' && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

}  // namespace

bool has_control_characters(std::string_view text) {
    return std::ranges::any_of(text, is_control);
}

std::string one_line(std::string_view text, std::size_t max) {
    std::string line{text.substr(0, max)};
    // A cut in the middle of a UTF-8 sequence must not make the whole line invalid JSON.
    if (text.size() > max) {
        while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0x80) != 0) line.pop_back();
    }
    std::ranges::replace_if(line, is_control, ' ');
    return line;
}

std::string shortened(std::string_view text, std::size_t max) {
    constexpr std::string_view ellipsis = "\u2026";
    if (text.size() <= max) return std::string{text};
    std::size_t end = max - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string{text.substr(0, end)}.append(ellipsis);
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 32 && is_lower_or_digit(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_lower_or_digit(c) || c == '_' || c == '-'; });
}

bool is_media_type(std::string_view text) {
    const auto slash = text.find('/');
    return text.size() <= 127 && slash != std::string_view::npos && is_token(text.substr(0, slash)) &&
           is_token(text.substr(slash + 1));
}

bool is_asset_path(std::string_view text) {
    if (text.empty() || text.size() > 200) return false;
    for (;;) {
        const auto slash = text.find('/');
        if (!is_segment(text.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        text.remove_prefix(slash + 1);
    }
}

bool is_locale_tag(std::string_view text) {
    const auto language = text.substr(0, text.find('-'));
    return text.size() <= 35 && language.size() >= 2 && language.size() <= 8 &&
           std::ranges::all_of(language, is_letter) && text.back() != '-' &&
           std::ranges::all_of(text, [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace baton::core
