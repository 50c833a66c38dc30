#pragma once

#include "core/base/error.hpp"
#include "core/plugin/plugin_file.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What server and worker say while the worker loads its plugins. Every `decode_…` is strict and answers errc::internal
/// with one sentence; the server treats such an answer as a broken worker.
namespace baton::core::work {

/// Server → worker, once, before anything else.
struct Setup {
    std::vector<plugin::PluginFile> plugins;
    bool assets = false;  ///< send the plugins' page assets too
    std::uint64_t address_space = 0;
    std::uint64_t session_bytes = 0;  ///< no file that it makes can be of use if it is larger
    std::chrono::milliseconds deadline{0};
    std::string log_level;
};

std::string encode_setup(const Setup& setup);
result<Setup> decode_setup(std::string_view text);

/// Worker → server while it loads: `Loading` before each plugin, so that a crash in it has a name; then `Registered`
/// (with the assets as the only file, if it was asked for them and there are any) or `Refused`; `Ready` at the end.
struct Loading {
    std::string plugin;
};
struct Registered {
    std::string plugin;
    boost::json::object registration;  ///< see action::parse_descriptor
};
struct Refused {
    std::string plugin;  ///< empty: the worker itself could not be set up
    std::string detail;
    std::optional<std::string> setting;  ///< pointer to what the plugin refused; nothing: not for its settings
};
struct Ready {};
using LoadReport = std::variant<Loading, Registered, Refused, Ready>;

std::string encode_load_report(const LoadReport& report);
result<LoadReport> decode_load_report(std::string_view text);

}  // namespace baton::core::work
