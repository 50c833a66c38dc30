#pragma once

#include <algorithm>
#include <string_view>

namespace baton::core {

/// Whether both texts are the same but for the case of ASCII letters. Not Beast's function of that name: in Boost 1.81
/// it reads a byte past the end of texts that differ in case.
inline bool iequals(std::string_view left, std::string_view right) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::ranges::equal(left, right, {}, lower, lower);
}

/// `text` without the spaces and tabs at its ends, which a header may have around its parts (OWS of RFC 9110).
inline std::string_view without_ows(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

}  // namespace baton::core
