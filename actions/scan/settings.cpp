#include "actions/scan/settings.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace baton::scan {
namespace {

result<std::uint64_t> number_to(std::int64_t most, const std::string& key, const boost::json::value& value) {
    const std::int64_t* number = value.if_int64();
    if (!number || *number < 1 || *number > most) {
        return Error{errc::invalid_input, "setting '" + key + "' must be an integer from 1 to " + std::to_string(most),
                     "/" + key};
    }
    return static_cast<std::uint64_t>(*number);
}

result<std::string> directory(const std::string& key, const boost::json::value& value) {
    const auto* path = value.if_string();
    std::error_code unreadable;
    if (!path || !std::filesystem::is_directory(std::string{*path}, unreadable)) {
        return Error{errc::invalid_input, "setting '" + key + "' must be a directory that can be read", "/" + key};
    }
    return std::string{*path};
}

struct Number {
    std::string_view key;
    std::uint64_t Settings::* member;
    std::int64_t most;
};
constexpr std::array numbers{Number{"max_pages", &Settings::max_pages, 200},
                             Number{"upload_max_bytes", &Settings::upload_max_bytes, std::int64_t{1} << 30},
                             Number{"max_pixels", &Settings::max_pixels, 1'000'000'000}};

}  // namespace

result<Settings> read_settings(const boost::json::object& object) {
    Settings settings;
    for (const auto& setting : object) {
        const std::string key{setting.key()};
        if (key == "tessdata_dir") {
            auto path = directory(key, setting.value());
            if (!path) return path.error();
            settings.tessdata_dir = std::move(*path);
            continue;
        }
        const auto known = std::ranges::find(numbers, key, &Number::key);
        if (known == numbers.end()) return Error{errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
        const auto number = number_to(known->most, key, setting.value());
        if (!number) return number.error();
        settings.*known->member = *number;
    }
    return settings;
}

}  // namespace baton::scan
