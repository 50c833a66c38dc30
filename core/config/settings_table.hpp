#pragma once

#include "core/config/settings.hpp"
#include "core/config/table.hpp"

#include <span>
#include <string_view>

namespace baton::core::config {

using Take = TakeInto<Settings>;
using Setting = SettingOf<Settings>;

/// All of them, in the order in which `--help` shows them.
std::span<const Setting> settings_table();

inline constexpr std::string_view clip_duration = "a Go duration from 1s to MAX_TTL (24h), like 90s or 1h30m";

}  // namespace baton::core::config
