#pragma once

#include "core/error.hpp"
#include "core/work/pool.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace baton::core::plugin {

/// Names with a manifest `NAME.json` in `directory`, sorted; empty if the directory cannot be read. A library without
/// a manifest is no plugin: it may be what a plugin links.
std::vector<std::string> installed(const std::filesystem::path& directory);

/// Checks all that needs no dlopen: manifest, ABI verdict, library.
/// Errors: internal, one line that names the plugin and what is wrong with it.
result<work::PluginFile> check_plugin(const std::filesystem::path& directory, const std::string& name,
                                      const boost::json::object& settings);

/// The plugins to load.
/// `enabled`: names in the operator's order; empty: all installed ones, sorted.
/// `config`: the document of PLUGIN_CONFIG, settings by plugin name. A name in it that is not installed is an error;
/// one that is only not enabled is not.
/// Errors: internal, one line that names the first plugin in the way and what is wrong with it.
result<std::vector<work::PluginFile>> scan_directory(const std::filesystem::path& directory,
                                                     const std::vector<std::string>& enabled,
                                                     const boost::json::object& config);

}  // namespace baton::core::plugin
