#include "core/page/locale.hpp"

#include "core/base/ascii.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace baton::core::page {

namespace {

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

/// RFC 4647 §3.4: the tag itself, then with its last subtag cut off, and so on.
std::optional<std::string> look_up(std::string_view wanted, std::span<const std::string> available) {
    while (!wanted.empty()) {
        for (const auto& tag : available) {
            if (iequals(tag, wanted)) return tag;
        }
        const auto dash = wanted.rfind('-');
        if (dash == std::string_view::npos) return std::nullopt;
        wanted = wanted.substr(0, dash);
    }
    return std::nullopt;
}

struct Preference {
    std::string_view tag;
    double quality = 1;
};

/// The ranges of an Accept-Language field, best first; those with q=0 are left out.
std::vector<Preference> parse_preferences(std::string_view field) {
    std::vector<Preference> preferences;
    while (!field.empty() && preferences.size() < 32) {
        const auto comma = field.find(',');
        std::string_view entry = trim(field.substr(0, comma));
        field = comma == std::string_view::npos ? std::string_view{} : field.substr(comma + 1);
        const auto semicolon = entry.find(';');
        Preference preference{trim(entry.substr(0, semicolon))};
        if (semicolon != std::string_view::npos) {
            const std::string_view parameter = trim(entry.substr(semicolon + 1));
            if (parameter.starts_with("q=")) {
                const char* end = parameter.data() + parameter.size();
                if (std::from_chars(parameter.data() + 2, end, preference.quality).ec != std::errc{}) {
                    preference.quality = 0;
                }
            }
        }
        if (!preference.tag.empty() && preference.quality > 0) preferences.push_back(preference);
    }
    std::sort(preferences.begin(), preferences.end(), [](const Preference& a, const Preference& b) {
        return a.quality != b.quality ? a.quality > b.quality : a.tag.data() < b.tag.data();
    });
    return preferences;
}

bool is_right_to_left(std::string_view tag) {
    constexpr std::array<std::string_view, 4> languages{"ar", "he", "fa", "ur"};
    return std::find(languages.begin(), languages.end(), tag.substr(0, tag.find('-'))) != languages.end();
}

}  // namespace

Language choose_language(std::string_view session_locale, std::string_view accept_language,
                         std::span<const std::string> available) {
    if (const auto tag = look_up(session_locale, available)) {
        return {*tag, std::string{session_locale}, is_right_to_left(*tag)};
    }
    for (const auto& preference : parse_preferences(accept_language)) {
        if (preference.tag == "*") break;
        if (const auto tag = look_up(preference.tag, available)) return {*tag, *tag, is_right_to_left(*tag)};
    }
    return {"en", "en", false};
}

}  // namespace baton::core::page
