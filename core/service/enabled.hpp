#pragma once

#include "core/service/service.hpp"

#include <span>
#include <string>
#include <vector>

namespace baton::core::service {

/// Which services `SERVICES` switches on.
struct Enabled {
    bool session = false;
    std::vector<const Kind*> others;  ///< in the order of `SERVICES`

    bool only_one() const { return others.size() + (session ? 1 : 0) == 1; }
};

/// `kinds`: all that there are beside sessions. Errors: bad_request with one line (a name that is none, or twice).
result<Enabled> read_enabled(const config::Variables& variables, std::span<const Kind> kinds);

/// The names that the settings of the services have, those without prefix included where they count; `secret`: only of
/// secrets.
std::vector<std::string> setting_names(const Enabled& enabled, bool secret);

/// The variables without those of services, enabled or not: for whom they are no business of.
config::Variables without_settings(config::Variables variables, std::span<const Kind> kinds);

/// What `--help` says of them: a heading and a line per setting for each.
std::string services_help(std::span<const Kind> kinds);

}  // namespace baton::core::service
