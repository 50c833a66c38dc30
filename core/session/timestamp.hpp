#pragma once

#include "core/session/session.hpp"

#include <string>

namespace baton::core::session {

/// RFC 3339 in UTC with milliseconds: "2026-01-31T12:00:00.123Z".
std::string rfc3339(TimePoint at);

}  // namespace baton::core::session
