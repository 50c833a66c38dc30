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

}  // namespace baton::core
