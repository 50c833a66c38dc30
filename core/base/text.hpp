#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace baton::core {

/// Whether `text` has bytes below 0x20 or DEL, which would break a log line or a header.
bool has_control_characters(std::string_view text);

/// `text` fit for one line of a message: control characters become spaces, at most `max` bytes.
std::string one_line(std::string_view text, std::size_t max);

/// `text` as it is if it has at most `max` bytes (3 or more), else its beginning and "…", together not more. Whole
/// characters of UTF-8.
std::string shortened(std::string_view text, std::size_t max);

/// An action's, a format's or an operation's id: `[a-z0-9][a-z0-9_-]{0,31}`.
bool is_id(std::string_view text);

/// `type/subtype` of RFC 6838 in lower case, without parameters, at most 127 bytes.
bool is_media_type(std::string_view text);

/// A relative path of plain segments (`[A-Za-z0-9_-][A-Za-z0-9._-]*`), at most 200 bytes: no way up, nothing hidden.
bool is_asset_path(std::string_view text);

/// A BCP 47 tag as file names carry it: "de", "pt-BR".
bool is_locale_tag(std::string_view text);

/// The names in a sentence: "a, b, c"; "none" for an empty list.
template <class Names>
std::string join(const Names& names) {
    std::string text;
    for (const auto& name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text.empty() ? "none" : text;
}

}  // namespace baton::core
