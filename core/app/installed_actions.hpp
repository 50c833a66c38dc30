#pragma once

#include "core/base/error.hpp"
#include "core/config/settings.hpp"
#include "core/plugin/places.hpp"

#include <boost/json/object.hpp>

#include <filesystem>

namespace baton::core::app {

/// Where plugins are: PLUGIN_DIR, else `plugins/` beside the binary, else the installed place. Independent of the
/// working directory.
plugin::Places plugin_places(const config::Settings& settings, const std::filesystem::path& executable);

/// The document of PLUGIN_CONFIG; empty if it is not set. Errors: bad_request, one line.
result<boost::json::object> read_plugin_config(const std::filesystem::path& file);

/// Whether PLUGIN_DIR and ACTIONS name what is there. Errors: bad_request, one line in the words of the settings.
result<void> check_actions(const config::Settings& settings, const plugin::Places& places);

}  // namespace baton::core::app
