#include "core/service/enabled.hpp"

#include "core/config/services.hpp"

#include <algorithm>

namespace baton::core::service {

namespace {

std::string_view without_blanks(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::string names_of(std::span<const Kind> kinds) {
    std::string names{config::first_service};
    for (const auto& kind : kinds) names.append(", ").append(kind.name);
    return names;
}

/// Whether the name is one that was not there before.
bool enable(Enabled& enabled, std::string_view name, std::span<const Kind> kinds) {
    if (name == config::first_service) return !std::exchange(enabled.session, true);
    const auto kind = std::ranges::find(kinds, name, &Kind::name);
    if (kind == kinds.end() || std::ranges::find(enabled.others, &*kind) != enabled.others.end()) return false;
    enabled.others.push_back(&*kind);
    return true;
}

}  // namespace

result<Enabled> read_enabled(const config::Variables& variables, std::span<const Kind> kinds) {
    Enabled enabled;
    if (!config::is_set(variables, "SERVICES")) {
        enabled.session = true;
        return enabled;
    }
    const std::string& value = variables.find("SERVICES")->second;
    for (std::string_view rest = value;;) {
        const auto comma = rest.find(',');
        if (!enable(enabled, without_blanks(rest.substr(0, comma)), kinds)) {
            return problem(errc::bad_request, "SERVICES: '" + value + "' is not allowed: it must be a comma list of " +
                                                  names_of(kinds) + ", none twice");
        }
        if (comma == std::string_view::npos) return enabled;
        rest.remove_prefix(comma + 1);
    }
}

std::vector<std::string> setting_names(const Enabled& enabled, bool secret) {
    std::vector<std::string> names;
    for (const auto* kind : enabled.others) {
        for (const auto& setting : kind->settings()) {
            if (secret && !setting.secret) continue;
            names.push_back(config::own_name(kind->name, setting.name));
            if (enabled.only_one()) names.emplace_back(setting.name);
        }
    }
    return names;
}

config::Variables without_settings(config::Variables variables, std::span<const Kind> kinds) {
    for (const auto& kind : kinds) {
        for (const auto& setting : kind.settings()) {
            const std::string name = config::own_name(kind.name, setting.name);
            for (const auto& each : {name, name + "_FILE"}) variables.erase(each);
        }
    }
    return variables;
}

std::string services_help(std::span<const Kind> kinds) {
    std::string text = "Services: SERVICES is a comma list of " + names_of(kinds) + " [session]\n";
    for (const auto& kind : kinds) {
        text.append("Settings of ").append(kind.name).append(" (").append(kind.meaning).append(")");
        text.append("; alone, the names without prefix count, too:\n");
        for (const auto& setting : kind.settings()) {
            text += config::help_line(setting, config::own_name(kind.name, setting.name));
        }
    }
    return text;
}

}  // namespace baton::core::service
