#include "core/config/settings.hpp"

#include "core/config/near_names.hpp"
#include "core/config/services.hpp"
#include "core/config/settings_table.hpp"

#include <algorithm>
#include <array>

namespace baton::core::config {

namespace {

constexpr std::array<std::string_view, 4> shared_names{"LISTEN", "LOG_LEVEL", "DEV", "THREADS"};

/// A default gives way to a shorter MAX_TTL; a value that was set does not.
result<void> fit_ttl(const Variables& variables, const std::string& name, std::chrono::nanoseconds& ttl,
                     std::chrono::nanoseconds longest) {
    if (ttl <= longest) return {};
    if (is_set(variables, name)) {
        return problem(errc::bad_request, name + ": '" + variables.at(name) + "' is not allowed: it must be " +
                                              std::string{clip_duration});
    }
    ttl = longest;
    return {};
}

/// A share that was not set is all there is: a single key notices nothing of shares.
// decision 0015
void fit_shares(const Variables& variables, Settings& settings) {
    if (!is_set(variables, "KEY_MAX_SESSIONS")) settings.key_max_sessions = settings.max_sessions;
    if (!is_set(variables, "KEY_SESSIONS_MAX_BYTES")) settings.key_sessions_max_bytes = settings.sessions_max_bytes;
    if (!is_set(variables, "KEY_FILE_QUOTA_BYTES")) settings.key_file_quota_bytes = settings.file_quota_total_bytes;
}

/// Settings of stores that do not go together, as one line.
result<void> check_stores(const Variables& variables, const Settings& settings) {
    const auto wrong = [](std::string what) { return problem(errc::bad_request, std::move(what)); };
    const bool database = !settings.database_url.empty();
    for (const auto* name : {"DATABASE_LISTEN_URL", "S3_ENDPOINT", "S3_BUCKET"}) {
        if (!database && is_set(variables, name)) return wrong(std::string{name} + " is set, but DATABASE_URL is not");
    }
    if (!settings.file_key.empty() && !database && settings.data_dir.empty()) {
        return wrong("FILE_KEY is set, but neither DATA_DIR nor DATABASE_URL is: nothing is stored");
    }
    if (!database) return {};
    if (settings.s3.is_set() && !settings.data_dir.empty()) {
        return wrong("DATA_DIR and S3_… are both set: with DATABASE_URL files lie in one of them");
    }
    if (!settings.s3.is_set() && settings.data_dir.empty()) {
        return wrong("DATABASE_URL needs a place for files: set S3_…, or DATA_DIR to a directory that all nodes share");
    }
    return {};
}

bool is_required(std::string_view name) {
    return name == "API_KEYS" || name == "BASE_URL";
}

/// ` (…)` if another variable looks as if this setting was meant; else nothing.
std::string hint(std::string_view missing, const Variables& variables) {
    for (const auto& [written, meant] : misspelt(variables)) {
        if (meant == missing) return " (" + written + " is set: is that what was meant?)";
    }
    return {};
}

}  // namespace

result<Settings> read_settings(const Variables& variables, bool demo) {
    Settings settings;
    for (const auto& setting : settings_table()) {
        const auto found = variables.find(setting.name);
        if (found == variables.end() || found->second.empty()) {
            if (is_required(setting.name) && !demo) {
                return problem(errc::bad_request, std::string{setting.name} + " is not set: it must be " +
                                                      std::string{setting.allowed} + hint(setting.name, variables));
            }
            continue;
        }
        if (!setting.take(settings, found->second)) return not_allowed(setting.text(), {found->first, found->second});
    }
    if (auto fitted = fit_ttl(variables, "SESSION_TTL", settings.session_ttl, settings.max_ttl); !fitted) {
        return fitted.error();
    }
    if (auto fitted = fit_ttl(variables, "RESULT_TTL", settings.result_ttl, settings.max_ttl); !fitted) {
        return fitted.error();
    }
    fit_shares(variables, settings);
    settings.sessions_limited = is_set(variables, "MAX_SESSIONS") || is_set(variables, "KEY_MAX_SESSIONS");
    if (auto fits = check_stores(variables, settings); !fits) return fits.error();
    return settings;
}

result<Settings> read_shared_settings(const Variables& variables) {
    Settings settings;
    for (const auto& setting : settings_table()) {
        if (std::ranges::find(shared_names, setting.name) == shared_names.end()) continue;
        const auto found = variables.find(setting.name);
        if (found == variables.end() || found->second.empty()) continue;
        if (!setting.take(settings, found->second)) return not_allowed(setting.text(), {found->first, found->second});
    }
    return settings;
}

Variables other_variables(const Variables& variables) {
    Variables others = variables;
    for (const auto& setting : settings_table()) {
        if (const auto found = others.find(setting.name); found != others.end()) others.erase(found);
    }
    return others;
}

std::vector<std::string> secret_names() {
    std::vector<std::string> names;
    for (const auto& setting : settings_table()) {
        if (!setting.secret) continue;
        names.emplace_back(setting.name);
        names.push_back(own_name(first_service, setting.name));
    }
    return names;
}

std::vector<Misspelt> misspelt(const Variables& variables, const std::vector<std::string>& others) {
    std::vector<std::string_view> names;
    for (const auto& setting : settings_table()) names.push_back(setting.name);
    names.insert(names.end(), others.begin(), others.end());
    std::vector<Misspelt> found;
    for (const auto& [name, value] : other_variables(variables)) {
        if (std::ranges::find(others, name) != others.end()) continue;
        if (const auto meant = nearest(name, names); !meant.empty()) found.push_back({name, std::string{meant}});
    }
    return found;
}

std::string settings_help() {
    std::string text = "Settings (environment, or a .env file in the working directory):\n";
    std::string secrets;
    for (const auto& setting : settings_table()) {
        text += help_line(setting.text(), setting.name);
        if (setting.secret) secrets.append(secrets.empty() ? "" : ", ").append(setting.name).append("_FILE");
    }
    return text + "What is secret may be read from a file: " + secrets + "\n";
}

}  // namespace baton::core::config
