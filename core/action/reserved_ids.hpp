#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace baton::core::action {

/// What the server's own routes below `/s/:id/` begin with. An action's form routes are `/s/:id/<action>/<name>`, so no
/// action may be called like one of them: decision 0034. The rooms of routes refuse to add a route that is not here.
inline constexpr std::array<std::string_view, 10> reserved_ids{"action", "do",    "draft", "events", "files",
                                                               "result", "start", "state", "submit", "takeover"};

constexpr bool is_reserved_id(std::string_view id) {
    return std::ranges::find(reserved_ids, id) != reserved_ids.end();
}

}  // namespace baton::core::action
