#include "core/config/settings.hpp"

#include "core/config/go_duration.hpp"
#include "core/config/near_names.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>

#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace baton::core::config {

namespace {

using namespace std::chrono_literals;

/// Takes a value into the settings; false: it is not allowed.
using Take = std::function<bool(Settings&, std::string_view)>;

/// One setting: the single source of its name, its default as shown, what is allowed and what it means.
struct Setting {
    std::string_view name;
    std::string_view fallback;
    std::string_view allowed;
    std::string_view meaning;
    Take take;
    bool secret = false;
};

std::optional<std::uint64_t> read_number(std::string_view text, std::uint64_t lowest, std::uint64_t highest) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < lowest || value > highest) return {};
    return value;
}

template <class Number>
Take number(Number Settings::* member, std::uint64_t lowest, std::uint64_t highest) {
    return [=](Settings& settings, std::string_view text) {
        const auto value = read_number(text, lowest, highest);
        if (value) settings.*member = static_cast<Number>(*value);
        return value.has_value();
    };
}

bool take_seconds(std::chrono::seconds& target, std::string_view text) {
    const auto value = read_number(text, 0, 1'000'000);
    if (value) target = std::chrono::seconds{static_cast<std::int64_t>(*value)};
    return value.has_value();
}

Take duration(std::chrono::nanoseconds Settings::* member, std::chrono::nanoseconds lowest,
              std::chrono::nanoseconds highest) {
    return [=](Settings& settings, std::string_view text) {
        const auto value = parse_go_duration(text);
        if (!value || *value < lowest || *value > highest) return false;
        settings.*member = *value;
        return true;
    };
}

Take path(std::filesystem::path Settings::* member) {
    return [=](Settings& settings, std::string_view text) {
        settings.*member = text;
        return true;
    };
}

bool take_bool(bool& target, std::string_view text) {
    const bool yes = text == "true" || text == "1" || text == "TRUE" || text == "True";
    const bool no = text == "false" || text == "0" || text == "FALSE" || text == "False";
    target = yes;
    return yes || no;
}

bool take_level(Settings& settings, std::string_view text) {
    if (text == "debug") {
        settings.log_level = log::Level::debug;
    } else if (text == "info") {
        settings.log_level = log::Level::info;
    } else if (text == "warn") {
        settings.log_level = log::Level::warn;
    } else if (text == "error") {
        settings.log_level = log::Level::error;
    } else {
        return false;
    }
    return true;
}

bool take_base_url(Settings& settings, std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    const auto url = boost::urls::parse_absolute_uri(boost::core::string_view{text.data(), text.size()});
    if (!url || (url->scheme() != "http" && url->scheme() != "https")) return false;
    if (url->host().empty() || url->has_query() || url->has_userinfo()) return false;
    settings.base_url = text;
    settings.base_path = std::string{url->encoded_path().data(), url->encoded_path().size()};
    return true;
}

bool take_address(Settings& settings, std::string_view text) {
    boost::system::error_code error;
    boost::asio::ip::make_address(std::string{text}, error);
    settings.listen = text;
    return !error;
}

bool take_places(Settings& settings, std::string_view text) {
    settings.plugin_dirs.clear();
    while (!text.empty()) {
        const auto colon = text.find(':');
        if (colon == 0) return false;
        settings.plugin_dirs.emplace_back(text.substr(0, colon));
        text = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    }
    return true;
}

bool take_actions(Settings& settings, std::string_view text) {
    settings.actions.clear();
    while (!text.empty()) {
        const auto comma = text.find(',');
        std::string_view name = text.substr(0, comma);
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
        while (name.starts_with(' ')) name.remove_prefix(1);
        while (name.ends_with(' ')) name.remove_suffix(1);
        if (name.empty()) return false;
        settings.actions.emplace_back(name);
    }
    return true;
}

bool take_keys(Settings& settings, std::string_view text) {
    auto keys = access::parse_api_keys(text);
    if (keys) settings.api_keys = std::move(*keys);
    return keys.has_value();
}

constexpr std::string_view clip_duration = "a Go duration from 1s to MAX_TTL (24h), like 90s or 1h30m";
constexpr std::string_view some_bytes = "a number of bytes";
constexpr std::uint64_t most_bytes = UINT64_MAX / 2;

/// What the server may hold, and a key of it; after the settings given.
std::vector<Setting> with_limits(std::vector<Setting> settings) {
    const std::vector<Setting> limits{
        {"RESULT_UPLOAD_MAX_BYTES", "33554432", some_bytes, "body of POST /s/:id/result",
         number(&Settings::result_upload_max_bytes, 1, most_bytes)},
        {"FILE_UPLOAD_MAX_BYTES", "33554432", some_bytes, "body of PUT /s/:id/files/:key",
         number(&Settings::file_upload_max_bytes, 1, most_bytes)},
        {"FILE_QUOTA_SESSION_BYTES", "536870912", some_bytes, "files of one session",
         number(&Settings::file_quota_session_bytes, 1, most_bytes)},
        {"FILE_QUOTA_TOTAL_BYTES", "2147483648", some_bytes, "files of all sessions",
         number(&Settings::file_quota_total_bytes, 1, most_bytes)},
        {"BODIES_MAX_BYTES", "67108864", "a number of bytes from 4194304",
         "bodies of requests that are read into memory, all together",
         number(&Settings::bodies_max_bytes, 4u << 20, most_bytes)},
        {"MAX_SESSIONS", "1000000", "a number from 1", "sessions in memory, ended ones included",
         number(&Settings::max_sessions, 1, 1u << 30)},
        {"SESSIONS_MAX_BYTES", "1073741824", "a number of bytes from 1048576",
         "memory of sessions beside their files, all together",
         number(&Settings::sessions_max_bytes, 1u << 20, most_bytes)},
        {"KEY_MAX_SESSIONS", "MAX_SESSIONS", "a number from 1", "sessions of one API key",
         number(&Settings::key_max_sessions, 1, 1u << 30)},
        {"KEY_SESSIONS_MAX_BYTES", "SESSIONS_MAX_BYTES", "a number of bytes from 1048576",
         "memory of one API key's sessions beside their files",
         number(&Settings::key_sessions_max_bytes, 1u << 20, most_bytes)},
        {"KEY_FILE_QUOTA_BYTES", "FILE_QUOTA_TOTAL_BYTES", some_bytes, "files of one API key's sessions",
         number(&Settings::key_file_quota_bytes, 1, most_bytes)},
        {"DRAIN_TIME", "9s", "a Go duration from 1s to 1h", "longest time that a stop may take",
         duration(&Settings::drain_time, 1s, 1h)},
        {"HANDOFF_PHONE_ROUTES", "true", "true or false", "POST /s/:id/result and the forms of actions",
         [](Settings& s, std::string_view text) { return take_bool(s.handoff_phone_routes, text); }},
    };
    settings.insert(settings.end(), limits.begin(), limits.end());
    return settings;
}

std::span<const Setting> table() {
    static const std::vector<Setting> settings = with_limits({
        {"API_KEYS", "", "a comma list of keys, each KEY or NAME:KEY, no key and no name twice",
         "who may use the API (required)", take_keys, true},
        {"BASE_URL", "", "an absolute http or https URL without query", "public address of this server (required)",
         take_base_url},
        {"PORT", "8080", "a number from 1 to 65535", "port to listen on", number(&Settings::port, 1, 65535)},
        {"LISTEN", "0.0.0.0", "an IPv4 or IPv6 address", "address to listen on", take_address},
        {"DEV", "false", "true or false", "development mode: coloured log",
         [](Settings& s, std::string_view text) { return take_bool(s.dev, text); }},
        {"LOG_LEVEL", "info", "debug, info, warn or error", "how much is logged", take_level},
        {"SESSION_TTL", "30m", clip_duration, "how long an unfinished session lives",
         duration(&Settings::session_ttl, 1s, 8760h)},
        {"RESULT_TTL", "5m", clip_duration, "how long a result can be fetched",
         duration(&Settings::result_ttl, 1s, 8760h)},
        {"MAX_TTL", "24h", "a Go duration from 1s to 8760h", "longest TTL a request may ask for",
         duration(&Settings::max_ttl, 1s, 8760h)},
        {"ACTIONS", "all installed", "a comma list of installed actions", "enabled actions", take_actions},
        {"PLUGIN_DIR", "plugins/ beside the binary", "a directory, or several with ':' between", "where plugins are",
         take_places},
        {"PLUGIN_CONFIG", "", "a JSON file {\"ACTION\": {…}}", "settings of the plugins",
         path(&Settings::plugin_config)},
        {"THREADS", "one per core", "a number from 1 to 256", "event loops", number(&Settings::threads, 1, 256)},
        {"WORKERS", "one per core", "a number from 1 to 256", "worker processes", number(&Settings::workers, 1, 256)},
        {"WORKER_QUEUE", "64", "a number from 1 to 10000", "jobs that may wait per worker",
         number(&Settings::worker_queue, 1, 10000)},
        {"WORKER_TIMEOUT", "30s", "a Go duration from 100ms to 1h", "longest time of one job",
         duration(&Settings::worker_timeout, 100ms, 1h)},
        {"WORKER_MAX_JOBS", "0", "a number from 0 (no end) to 1000000", "jobs after which a worker is replaced",
         number(&Settings::worker_max_jobs, 0, 1000000)},
        {"SESSION_CPU_SECONDS", "1800", "0 (unlimited) or a number of seconds to 1000000",
         "processor time of workers that a session may use at once",
         [](Settings& s, std::string_view text) { return take_seconds(s.session_cpu, text); }},
        {"WORKER_MEMORY_BYTES", "1610612736", "0 (unlimited) or a number of bytes from 67108864",
         "address space of a worker",
         [](Settings& s, std::string_view text) {
             return number(&Settings::worker_memory_bytes, 0, UINT64_MAX)(s, text) &&
                    (s.worker_memory_bytes == 0 || s.worker_memory_bytes >= (64u << 20));
         }},
    });
    return settings;
}

bool is_set(const Variables& variables, const std::string& name) {
    const auto found = variables.find(name);
    return found != variables.end() && !found->second.empty();
}

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
    for (const auto& setting : table()) {
        const auto found = variables.find(setting.name);
        if (found == variables.end() || found->second.empty()) {
            if (is_required(setting.name) && !demo) {
                return problem(errc::bad_request, std::string{setting.name} + " is not set: it must be " +
                                                      std::string{setting.allowed} + hint(setting.name, variables));
            }
            continue;
        }
        if (!setting.take(settings, found->second)) {
            const std::string shown = setting.secret ? "the value" : "'" + found->second + "'";
            return problem(errc::bad_request, std::string{setting.name} + ": " + shown +
                                                  " is not allowed: it must be " + std::string{setting.allowed});
        }
    }
    if (auto fitted = fit_ttl(variables, "SESSION_TTL", settings.session_ttl, settings.max_ttl); !fitted) {
        return fitted.error();
    }
    if (auto fitted = fit_ttl(variables, "RESULT_TTL", settings.result_ttl, settings.max_ttl); !fitted) {
        return fitted.error();
    }
    fit_shares(variables, settings);
    return settings;
}

Variables other_variables(const Variables& variables) {
    Variables others = variables;
    for (const auto& setting : table()) {
        if (const auto found = others.find(setting.name); found != others.end()) others.erase(found);
    }
    return others;
}

std::vector<Misspelt> misspelt(const Variables& variables) {
    std::vector<std::string_view> names;
    for (const auto& setting : table()) names.push_back(setting.name);
    std::vector<Misspelt> found;
    for (const auto& [name, value] : other_variables(variables)) {
        if (const auto meant = nearest(name, names); !meant.empty()) found.push_back({name, meant});
    }
    return found;
}

std::string settings_help() {
    std::string text = "Settings (environment, or a .env file in the working directory):\n";
    for (const auto& setting : table()) {
        std::string line = "  " + std::string{setting.name};
        line.resize(std::max<std::size_t>(line.size() + 1, 28), ' ');
        line += setting.meaning;
        if (!setting.fallback.empty()) line.append(" [").append(setting.fallback).append("]");
        text += line + "\n";
    }
    return text;
}

}  // namespace baton::core::config
