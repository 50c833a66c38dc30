#pragma once

#include "core/action/registration.hpp"
#include "core/base/error.hpp"

#include <baton/plugin.hpp>

#include <boost/json/object.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace baton::core::plugin {

/// A plugin in this process. Only workers have any.
struct LoadedPlugin {
    std::string id;
    std::unique_ptr<Plugin> instance;
    std::unique_ptr<action::Registration> registration;
};

/// Loads a library for good (it is never unloaded), compares the ABI string it exports, constructs, provisions and
/// registers it. Runs code of the plugin: it may throw (caught here), hang or crash (the caller is a worker).
/// Errors: internal, one sentence without the plugin's name.
result<LoadedPlugin> load_plugin(const std::string& id, const std::filesystem::path& library,
                                 const boost::json::object& settings);

}  // namespace baton::core::plugin
