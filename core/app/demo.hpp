#pragma once

#include "core/action/catalog.hpp"
#include "core/config/settings.hpp"
#include "core/observe/line_queue.hpp"
#include "core/session/service.hpp"

#include <string>

namespace baton::core::app::demo {

/// Fills in what a developer did not set: an API key of random bytes, and this machine's address in its network as
/// BASE_URL. Returns the key in clear, or nothing if keys were set.
// decision 0035
std::string fill_in(config::Settings& settings);

/// Shows the key and a curl command, then makes a session to try and shows its link and QR code.
/// Errors: as session::Service::create; invalid_field (no photo action).
task<> welcome(const config::Settings& settings, const action::Catalog& catalog, session::Service& sessions,
               const std::string& key, observe::LineQueue& screen);

}  // namespace baton::core::app::demo
