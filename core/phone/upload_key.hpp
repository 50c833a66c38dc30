#pragma once

#include <algorithm>
#include <string_view>

namespace baton::core::phone {

/// Whether a page may give an upload this name: 1 to 64 of `A-Z a-z 0-9 _ -`.
inline bool is_upload_key(std::string_view key) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !key.empty() && key.size() <= 64 && std::ranges::all_of(key, allowed);
}

}  // namespace baton::core::phone
