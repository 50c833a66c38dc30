#pragma once

#include "core/base/error.hpp"
#include "core/config/settings.hpp"

#include <filesystem>

namespace baton::core {

/// Where plugins are: PLUGIN_DIR, else `plugins/` beside the binary, else the installed place. Independent of the
/// working directory.
std::filesystem::path plugin_directory(const config::Settings& settings, const std::filesystem::path& executable);

/// The document of PLUGIN_CONFIG; empty if it is not set. Errors: bad_request, one line.
result<boost::json::object> read_plugin_config(const std::filesystem::path& file);

/// Runs the server until SIGTERM or SIGINT. `variables`: what the environment says to plugins. `demo_key` is not empty
/// when a demo session should be printed with it. Errors: whatever stops the start, as one line.
result<void> serve(const config::Settings& settings, const config::Variables& variables,
                   const std::filesystem::path& executable, bool demo, const std::string& demo_key);

}  // namespace baton::core
