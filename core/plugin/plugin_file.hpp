#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace baton::core::plugin {

/// A plugin that passed the checks which need no dlopen.
struct PluginFile {
    std::string id;
    std::string version;
    std::filesystem::path library;
    boost::json::object settings;  ///< the operator's, from PLUGIN_CONFIG and the environment
    std::map<std::string, std::string, std::less<>> variables = {};  ///< settings that came from a variable: its name
};

}  // namespace baton::core::plugin
