#include "core/store/s3/times.hpp"

#include <charconv>

namespace baton::core::store::s3 {

namespace {

/// The number at a place; -1 if there is none.
int number_at(std::string_view text, std::size_t first, std::size_t size) {
    if (first + size > text.size()) return -1;
    int number = -1;
    const char* begin = text.data() + first;
    const auto [end, error] = std::from_chars(begin, begin + size, number);
    return error == std::errc{} && end == begin + size ? number : -1;
}

std::optional<Seconds> made_of(int year, int month, int day, std::string_view time) {
    const int hour = number_at(time, 0, 2);
    const int minute = number_at(time, 3, 2);
    const int second = number_at(time, 6, 2);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    const bool is_time = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    if (year < 0 || month < 0 || day < 0 || !date.ok() || !is_time) return std::nullopt;
    return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

}  // namespace

std::optional<Seconds> parse_http_date(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
    const auto month = months.find(text.substr(8, 3));
    if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
    return made_of(number_at(text, 12, 4), static_cast<int>(month / 3) + 1, number_at(text, 5, 2), text.substr(17, 8));
}

std::optional<Seconds> parse_iso_time(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || !text.ends_with('Z')) return std::nullopt;
    return made_of(number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2), text.substr(11, 8));
}

}  // namespace baton::core::store::s3
