#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace baton::core::config {

/// Parses a Go duration string ("90s", "1h30m", "500ms", "1.5h", "-2s", "0") as Go's time.ParseDuration does, with the
/// units ns, us, µs, ms, s, m, h. Nothing for anything else, overflow included.
std::optional<std::chrono::nanoseconds> parse_go_duration(std::string_view text);

}  // namespace baton::core::config
