#include "settings.hpp"

#include <boost/json/value.hpp>

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

/// The number that a key sets; nullptr if it is the key of none. Its largest value goes to `most`.
std::uint64_t* number_of(Settings& settings, std::string_view key, std::int64_t& most) {
    constexpr std::int64_t most_pages = 200;
    constexpr std::int64_t most_bytes = std::int64_t{1} << 30;
    constexpr std::int64_t most_pixels = 1'000'000'000;
    if (key == "max_pages") {
        most = most_pages;
        return &settings.max_pages;
    }
    if (key == "upload_max_bytes") {
        most = most_bytes;
        return &settings.upload_max_bytes;
    }
    most = most_pixels;
    return key == "max_pixels" ? &settings.max_pixels : nullptr;
}

}  // namespace

result<Settings> read_settings(const boost::json::object& object) {
    Settings settings;
    for (const auto& setting : object) {
        const std::string key{setting.key()};
        if (key == "tessdata_dir") {
            auto path = directory(key, setting.value());
            if (!path) {
                return path.error();
            }
            settings.tessdata_dir = std::move(*path);
            continue;
        }
        std::int64_t most = 0;
        std::uint64_t* const target = number_of(settings, key, most);
        if (!target) {
            return Error{errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
        }
        const auto number = number_to(most, key, setting.value());
        if (!number) {
            return number.error();
        }
        *target = *number;
    }
    return settings;
}

}  // namespace baton::scan
