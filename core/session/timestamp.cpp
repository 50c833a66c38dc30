#include "core/session/timestamp.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace baton::core::session {

std::string rfc3339(TimePoint at) {
    const std::time_t seconds = Clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch()).count() % 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 8> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(millis));
    return std::string(text.data(), size) + fraction.data();
}

}  // namespace baton::core::session
