#include "core/file/filename.hpp"

#include "core/base/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace baton::core::file {

namespace {

constexpr std::size_t longest_name = 120;  // with its extension

/// Bytes of the UTF-8 sequence that starts here; 0 if it is not one (RFC 3629 §4). Nothing else may come into our JSON.
std::size_t sequence_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t length = 0;
    if (lead < 0x80) {
        length = 1;
    } else if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
    }
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
    }
    const auto second = length > 2 ? static_cast<unsigned char>(text[1]) : 0x80;
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second >= 0xA0;
    const bool beyond_unicode = lead == 0xF4 && second >= 0x90;
    if (overlong || surrogate || beyond_unicode) return 0;
    return length;
}

/// C1 control characters, and characters that only change how the others are shown (a name must not read backwards).
bool is_invisible(std::string_view sequence) {
    if (sequence.size() == 2) return sequence[0] == '\xC2' && static_cast<unsigned char>(sequence[1]) < 0xA0;
    if (sequence == "\xEF\xBB\xBF") return true;
    if (sequence.size() != 3 || sequence[0] != '\xE2') return false;
    const unsigned low = static_cast<unsigned char>(sequence[2]);
    if (sequence[1] == '\x80') return (low >= 0x8B && low <= 0x8F) || (low >= 0xA8 && low <= 0xAE);
    return sequence[1] == '\x81' && low >= 0xA0 && low <= 0xAF;
}

bool is_harmless(char c) {
    constexpr std::string_view reserved = "<>:\"|?*\\/";
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && reserved.find(c) == std::string_view::npos;
}

/// Whether Windows takes the name for a device instead of a file, whatever extensions and spaces follow ("Naming Files,
/// Paths, and Namespaces"; the superscript digits count as digits there).
bool names_a_device(std::string_view name) {
    constexpr std::array<std::string_view, 7> devices{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"};
    constexpr std::array<std::string_view, 3> superscripts{"\u00B9", "\u00B2", "\u00B3"};
    name = name.substr(0, name.find('.'));
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (std::ranges::any_of(devices, [&](std::string_view device) { return iequals(name, device); })) return true;
    const std::string_view number = name.substr(std::min<std::size_t>(name.size(), 3));
    const bool is_port = iequals(name.substr(0, 3), "COM") || iequals(name.substr(0, 3), "LPT");
    const bool is_digit = number.size() == 1 && number.front() >= '0' && number.front() <= '9';
    return is_port && (is_digit || std::ranges::find(superscripts, number) != superscripts.end());
}

/// Without its last character, which may have several bytes.
void drop_last(std::string& text) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    if (!text.empty()) text.pop_back();
}

}  // namespace

std::string safe_filename(std::string_view suggested, std::string_view extension, std::string_view fallback) {
    const auto slash = suggested.find_last_of("/\\");
    if (slash != std::string_view::npos) suggested.remove_prefix(slash + 1);
    const auto dot = suggested.rfind('.');
    if (dot != std::string_view::npos && dot > 0 && suggested.size() - dot <= 6) suggested = suggested.substr(0, dot);
    std::string stem;
    while (!suggested.empty()) {
        const std::size_t length = sequence_length(suggested);
        if (stem.size() + length + 1 + extension.size() > longest_name) break;
        if (length > 1 && !is_invisible(suggested.substr(0, length))) stem.append(suggested.substr(0, length));
        if (length == 1 && is_harmless(suggested.front())) stem += suggested.front();
        suggested.remove_prefix(length == 0 ? 1 : length);
    }
    while (!stem.empty() && (stem.front() == '.' || stem.front() == ' ')) stem.erase(0, 1);
    while (!stem.empty() && (stem.back() == '.' || stem.back() == ' ')) stem.pop_back();
    if (stem.empty()) stem = fallback;
    if (names_a_device(stem)) {
        if (stem.size() + 2 + extension.size() > longest_name) drop_last(stem);
        stem.insert(0, 1, '_');
    }
    return stem.append(".").append(extension);
}

std::string_view extension_of(std::string_view media_type) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> table{{
        {"image/jpeg", "jpg"},
        {"image/png", "png"},
        {"image/webp", "webp"},
        {"image/heic", "heic"},
        {"image/avif", "avif"},
        {"image/svg+xml", "svg"},
        {"image/tiff", "tif"},
        {"application/pdf", "pdf"},
        {"application/json", "json"},
    }};
    for (const auto& [type, extension] : table) {
        if (type == media_type) return extension;
    }
    return "bin";
}

}  // namespace baton::core::file
