#include <baton/media/decimal.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace baton::media {

void append_decimal(std::string& text, double number, int digits) {
    static constexpr std::array<std::int64_t, 7> powers{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
    std::int64_t unit = powers[static_cast<std::size_t>(digits)];
    std::int64_t scaled = std::llround(number * static_cast<double>(unit));
    if (scaled < 0) {
        text += '-';
        scaled = -scaled;
    }
    std::array<char, 24> whole{};
    const auto end = std::to_chars(whole.data(), whole.data() + whole.size(), scaled / unit).ptr;
    text.append(whole.data(), end);
    std::int64_t rest = scaled % unit;
    if (rest == 0) return;
    text += '.';
    while (rest != 0) {
        unit /= 10;
        text += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
}

}  // namespace baton::media
