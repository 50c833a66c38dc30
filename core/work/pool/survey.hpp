#pragma once

#include "core/action/descriptor.hpp"
#include "core/plugin/directory.hpp"
#include "core/work/pool/pool.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace baton::core::work {

/// What `baton actions` says of one installed plugin.
struct ActionReport {
    std::string id;
    std::string version;  ///< empty if the manifest cannot be read
    bool abi_fits = false;
    std::string problem;  ///< one line naming the plugin; empty if it works
    std::optional<action::ActionDescriptor> action;
};

/// Looks at every plugin in `places`, sorted by name, broken ones too, and last those without a manifest: each is
/// loaded in a worker of its own, so that it can be blamed alone. `config` is the document of PLUGIN_CONFIG,
/// `variables` what the environment says to plugins; `settings.plugins` and `settings.workers` do not count.
boost::asio::awaitable<std::vector<ActionReport>> survey(boost::asio::any_io_executor executor, plugin::Places places,
                                                         boost::json::object config, PoolSettings settings,
                                                         plugin::Variables variables = {});

}  // namespace baton::core::work
