#pragma once

#include "core/base/error.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace baton::core::api {

/// A QR code with error correction M and a quiet zone of four modules.
class QrCode {
public:
    /// Errors: internal (the text is too long for a QR code).
    static result<QrCode> encode(const std::string& text);

    /// `size` × `size` pixels, exactly.
    std::string svg(int size) const;
    std::string png(int size) const;
    /// For a terminal: two modules a character, light on dark terminals and dark on light ones.
    std::string terminal() const;

private:
    static constexpr int quiet_zone = 4;

    bool is_dark(int x, int y) const;  ///< in modules, with the quiet zone
    int modules() const { return width_ + 2 * quiet_zone; }

    int width_ = 0;  ///< modules without the quiet zone
    std::vector<bool> dark_;
};

}  // namespace baton::core::api
