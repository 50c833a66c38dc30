#pragma once

#include "conformance/plugin_host.hpp"
#include "conformance/report.hpp"
#include "conformance/samples.hpp"
#include "core/action/descriptor.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <vector>

namespace baton::conformance {

/// Manifest, ABI, settings, registration. Returns what was registered, or nothing if there is no going on.
std::optional<core::action::ActionDescriptor> check_loading(const Subject& subject, Report& report);

/// The page's files and strings.
void check_page(const core::action::ActionDescriptor& action, Report& report);

/// What the plugin does in jobs.
struct Trial {
    const core::action::ActionDescriptor& action;
    PluginHost& host;
    std::vector<Sample> samples;
    boost::json::object options;  ///< complete
    boost::json::value data;      ///< the page's part of a submission
};
void check_inspector(Trial& trial, Report& report);
void check_processor(Trial& trial, Report& report);

}  // namespace baton::conformance
