#include "core/base/base64_stream.hpp"

#include <array>

namespace baton::core {

namespace {

constexpr std::array<std::int8_t, 256> make_values() {
    std::array<std::int8_t, 256> values{};
    for (auto& value : values) value = -1;
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < letters.size(); ++i) {
        values[static_cast<unsigned char>(letters[i])] = static_cast<std::int8_t>(i);
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
}

constexpr auto value_names = make_values();

}  // namespace

bool Base64Stream::write(std::string_view text, std::vector<std::byte>& out) {
    out.reserve(out.size() + text.size() / 4 * 3 + 3);
    for (char c : text) {
        // Some encoders break their lines; the original server's decoder skips the breaks, and nothing else.
        if (c == '\r' || c == '\n') continue;
        if (c == '=') {
            if (++padding_ > 2) return false;
            continue;
        }
        const int value = value_names[static_cast<unsigned char>(c)];
        if (value < 0 || padding_ > 0) return false;
        bits_ = (bits_ << 6) | static_cast<std::uint32_t>(value);
        if (++count_ == 1) continue;
        // The second, third and fourth character of a group each complete a byte.
        const unsigned left_over = 6 - 2 * (count_ - 1);
        out.push_back(static_cast<std::byte>((bits_ >> left_over) & 0xFF));
        if (count_ == 4) count_ = 0;
    }
    return true;
}

bool Base64Stream::finish() const {
    if (count_ == 1) return false;
    return padding_ == 0 || count_ + padding_ == 4;
}

}  // namespace baton::core
