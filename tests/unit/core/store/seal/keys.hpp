#pragma once

#include "core/store/seal/key_ring.hpp"

#include <string>
#include <string_view>

namespace baton::core::store::seal {

/// A line of a key file: a key of nothing but this digit.
inline std::string key_line(char digit) {
    return std::string(64, digit) + "\n";
}

inline KeyRing ring_of(std::string_view content) {
    return KeyRing::parse(content).value();
}

}  // namespace baton::core::store::seal
