#pragma once

#include "core/config/settings.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace baton::core::config {

/// Takes a value into the settings; false: it is not allowed.
using Take = std::function<bool(Settings&, std::string_view)>;

/// One setting: the single source of its name, its default as shown, what is allowed and what it means.
struct Setting {
    std::string_view name;
    std::string_view fallback;
    std::string_view allowed;
    std::string_view meaning;
    Take take;
    bool secret = false;
};

/// All of them, in the order in which `--help` shows them.
std::span<const Setting> settings_table();

inline constexpr std::string_view clip_duration = "a Go duration from 1s to MAX_TTL (24h), like 90s or 1h30m";

}  // namespace baton::core::config
