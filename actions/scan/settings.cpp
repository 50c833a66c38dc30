#include "settings.hpp"

#include <boost/json/value.hpp>

#include <string>

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

}  // namespace

result<Settings> read_settings(const boost::json::object& object) {
    constexpr std::int64_t most_pages = 200;
    constexpr std::int64_t most_bytes = std::int64_t{1} << 30;
    constexpr std::int64_t most_pixels = 1'000'000'000;
    Settings settings;
    for (const auto& setting : object) {
        const std::string key{setting.key()};
        std::int64_t most = 0;
        if (key == "max_pages") {
            most = most_pages;
        } else if (key == "upload_max_bytes") {
            most = most_bytes;
        } else if (key == "max_pixels") {
            most = most_pixels;
        } else {
            return Error{errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
        }
        const auto number = number_to(most, key, setting.value());
        if (!number) {
            return number.error();
        }
        if (key == "max_pages") {
            settings.max_pages = static_cast<std::size_t>(*number);
        } else {
            (key == "max_pixels" ? settings.max_pixels : settings.upload_max_bytes) = *number;
        }
    }
    return settings;
}

}  // namespace baton::scan
