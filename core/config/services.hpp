#pragma once

#include "core/config/environment.hpp"

#include <string>
#include <string_view>

namespace baton::core::config {

/// The service that was there before there were others.
inline constexpr std::string_view first_service = "session";

/// How a service, in lower-case letters, calls a setting that only it follows: `SESSION_DATA_DIR`.
std::string own_name(std::string_view service, std::string_view setting);

/// The variables as one service sees its stores: where its own names are set, they stand under the plain ones; else
/// what all share: the database, the bucket with a prefix of the service's own, a directory of the service's own in
/// DATA_DIR. `only`: no other service is enabled, so that the plain names are its own, as they are the first service's.
/// Pure.
// decision 0110
Variables for_service(Variables variables, std::string_view service, bool only);

}  // namespace baton::core::config
