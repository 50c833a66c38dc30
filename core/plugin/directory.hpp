#pragma once

#include "core/base/error.hpp"
#include "core/plugin/places.hpp"
#include "core/plugin/plugin_file.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace baton::core::plugin {

/// Names and values, as the environment has them.
using Variables = std::map<std::string, std::string, std::less<>>;

/// Checks all that needs no dlopen: manifest, ABI verdict, library.
/// Errors: internal, one line that names the plugin and what is wrong with it.
result<PluginFile> check_plugin(const std::filesystem::path& directory, const std::string& name,
                                const boost::json::object& settings);

/// The plugins to load.
/// `enabled`: names in the operator's order; empty: all installed ones, sorted.
/// `config`: the document of PLUGIN_CONFIG, settings by plugin name. A name in it that is not installed is an error;
/// one that is only not enabled is not.
/// `variables`: of the environment, without those that are the server's own. `SCAN_MAX_PAGES=9` is the setting
/// `max_pages` of the plugin `scan`, in place of the one in `config`; an empty one counts as not set.
/// Errors: internal, one line that names the first plugin in the way and what is wrong with it.
result<std::vector<PluginFile>> find_plugins(const Places& places, const std::vector<std::string>& enabled,
                                             const boost::json::object& config, const Variables& variables = {});

}  // namespace baton::core::plugin
