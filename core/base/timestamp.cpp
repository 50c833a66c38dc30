#include "core/base/timestamp.hpp"

namespace baton::core {

namespace {

/// Appends `number` with `width` digits, and what follows it; years end at 9999.
void append(std::string& out, unsigned number, unsigned width, char separator) {
    const auto end = out.size() + width;
    out.resize(end, '0');
    for (auto at = end; number > 0; number /= 10) out[--at] = static_cast<char>('0' + number % 10);
    out += separator;
}

}  // namespace

std::string rfc3339(std::chrono::system_clock::time_point at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::milliseconds>(at - day)};
    std::string text;
    text.reserve(24);
    append(text, static_cast<unsigned>(static_cast<int>(date.year())), 4, '-');
    append(text, static_cast<unsigned>(date.month()), 2, '-');
    append(text, static_cast<unsigned>(date.day()), 2, 'T');
    append(text, static_cast<unsigned>(time.hours().count()), 2, ':');
    append(text, static_cast<unsigned>(time.minutes().count()), 2, ':');
    append(text, static_cast<unsigned>(time.seconds().count()), 2, '.');
    append(text, static_cast<unsigned>(time.subseconds().count()), 3, 'Z');
    return text;
}

}  // namespace baton::core
