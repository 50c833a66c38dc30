#pragma once

#include "core/base/error.hpp"
#include "core/config/settings.hpp"

#include <filesystem>
#include <string>

namespace baton::core::app {

/// Runs the server until SIGTERM or SIGINT. `variables`: what the environment says to plugins. `demo_key` is not empty
/// when a demo session should be printed with it. Errors: whatever stops the start, as one line.
result<void> serve(const config::Settings& settings, const config::Variables& variables,
                   const std::filesystem::path& executable, bool demo, const std::string& demo_key);

}  // namespace baton::core::app
