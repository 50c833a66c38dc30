#pragma once

#include "core/base/error.hpp"
#include "core/config/settings.hpp"
#include "core/service/enabled.hpp"

#include <filesystem>
#include <string>

namespace baton::core::app {

/// What a server is made of, beside what its settings say.
struct Parts {
    const config::Variables& variables;  ///< what the environment says to services
    service::Enabled services;
    config::Variables for_plugins = {};
    std::filesystem::path executable;  ///< the program's own file
    bool demo = false;
    std::string demo_key = {};  ///< not empty: a demo session is printed with it
};

/// Runs the server of sessions, and of other services beside it, until SIGTERM or SIGINT.
/// Errors: whatever stops the start, as one line.
result<void> serve(const config::Settings& settings, const Parts& parts);

/// Runs services alone, without workers. `settings`: only those that all services share. Errors: as `serve`.
result<void> serve_services(const config::Settings& settings, const Parts& parts);

}  // namespace baton::core::app
