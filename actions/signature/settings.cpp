#include "actions/signature/settings.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace baton::signature {

result<Settings> read_settings(const boost::json::object& object) {
    constexpr std::int64_t most_pixels = 1'000'000'000;
    Settings settings;
    for (const auto& setting : object) {
        const std::string key{setting.key()};
        if (key != "max_pixels") return Error{errc::invalid_input, "unknown setting '" + key + "'", "/" + key};
        const std::int64_t* pixels = setting.value().if_int64();
        if (!pixels || *pixels < 1 || *pixels > most_pixels) {
            return Error{errc::invalid_input,
                         "setting 'max_pixels' must be an integer from 1 to " + std::to_string(most_pixels),
                         "/max_pixels"};
        }
        settings.max_pixels = static_cast<std::uint64_t>(*pixels);
    }
    return settings;
}

}  // namespace baton::signature
