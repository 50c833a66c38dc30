#include "actions/photo/settings.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace baton::photo {
namespace {

result<std::int64_t> integer_in(const boost::json::key_value_pair& setting, std::int64_t least, std::int64_t most) {
    const std::string key{setting.key()};
    const std::int64_t* number = setting.value().if_int64();
    if (!number || *number < least || *number > most) {
        return Error{
            errc::invalid_input,
            "setting '" + key + "' must be an integer from " + std::to_string(least) + " to " + std::to_string(most),
            "/" + key};
    }
    return *number;
}

}  // namespace

result<Settings> read_settings(const boost::json::object& object) {
    constexpr std::int64_t most_pixels = 1'000'000'000;
    Settings settings;
    for (const auto& setting : object) {
        if (setting.key() == "max_pixels") {
            const auto pixels = integer_in(setting, 1, most_pixels);
            if (!pixels) return pixels.error();
            settings.max_pixels = static_cast<std::uint64_t>(*pixels);
        } else if (setting.key() == "default_quality") {
            const auto quality = integer_in(setting, 1, 100);
            if (!quality) return quality.error();
            settings.default_quality = static_cast<int>(*quality);
        } else {
            const std::string key{setting.key()};
            return Error{errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
        }
    }
    return settings;
}

}  // namespace baton::photo
