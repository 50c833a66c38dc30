#pragma once

#include <chrono>
#include <string>

namespace baton::core {

/// RFC 3339 in UTC with milliseconds: 2024-05-06T07:08:09.010Z.
std::string rfc3339(std::chrono::system_clock::time_point at);

}  // namespace baton::core
