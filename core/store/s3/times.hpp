#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace baton::core::store::s3 {

using Seconds = std::chrono::sys_seconds;

/// The `Date` of an answer, as all servers write it today: "Mon, 06 May 2024 07:08:09 GMT".
std::optional<Seconds> parse_http_date(std::string_view text);

/// The times in S3's documents: "2024-05-06T07:08:09.123Z", with a fraction or without.
std::optional<Seconds> parse_iso_time(std::string_view text);

}  // namespace baton::core::store::s3
