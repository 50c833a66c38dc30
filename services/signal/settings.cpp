#include "services/signal/settings.hpp"

#include "core/config/services.hpp"

#include <boost/url/parse.hpp>

#include <optional>
#include <span>
#include <utility>

namespace baton::services::signal {

using namespace core;
using config::take_number;

namespace {

constexpr std::string_view service = "signal";
constexpr std::uint64_t any_number = INT64_MAX;

/// As they are read: what depends on several is decided after all are.
struct Raw : Settings {
    std::optional<Storage> type;
    std::optional<std::string> path;
};
using Setting = config::SettingOf<Raw>;

template <class Number>
config::TakeInto<Raw> number(Number Settings::* member, std::uint64_t lowest, std::uint64_t highest) {
    return [take = take_number(member, lowest, highest)](Raw& raw, std::string_view text) { return take(raw, text); };
}

template <class Number>
config::TakeInto<Raw> limit(Number Limits::* member, std::uint64_t lowest, std::uint64_t highest) {
    return [take = take_number(member, lowest, highest)](Raw& raw, std::string_view text) {
        return take(raw.limits, text);
    };
}

bool take_type(Raw& raw, std::string_view text) {
    if (text == "sqlite") raw.type = Storage::sqlite;
    if (text == "postgres") raw.type = Storage::postgres;
    return text == "sqlite" || text == "postgres";
}

bool take_url(Raw& raw, std::string_view text) {
    raw.database_url = text;
    return text.starts_with("postgres://") || text.starts_with("postgresql://");
}

/// What a browser sends: a scheme, a host and perhaps a port, nothing after it.
bool is_origin(std::string_view text) {
    if (text == "null") return true;
    const auto url = boost::urls::parse_absolute_uri(boost::core::string_view{text.data(), text.size()});
    return url && url->has_authority() && !url->host().empty() && !url->has_userinfo() && url->encoded_path().empty() &&
           !url->has_query();
}

bool take_origins(Raw& raw, std::string_view text) {
    raw.cors_origins.clear();
    if (text == "*") return true;
    for (;;) {
        const auto comma = text.find(',');
        std::string_view origin = text.substr(0, comma);
        while (origin.starts_with(' ')) origin.remove_prefix(1);
        while (origin.ends_with(' ')) origin.remove_suffix(1);
        if (!is_origin(origin)) return false;
        raw.cors_origins.emplace_back(origin);
        if (comma == std::string_view::npos) return true;
        text.remove_prefix(comma + 1);
    }
}

bool take_path(Raw& raw, std::string_view text) {
    raw.path = text;
    return true;
}

std::span<const Setting> table() {
    static const std::vector<Setting> settings{
        {"PORT", "3000", "a number from 1 to 65535", "port to listen on", number(&Settings::port, 1, 65535)},
        {"STORAGE_TYPE", "sqlite", "sqlite or postgres", "where sessions are kept", take_type},
        {"STORAGE_PATH", "data/signal/sessions.db",
         "a file, or :memory:", "SQLite's file; its directory is created; in DATA_DIR if that is set", take_path},
        {"DATABASE_URL", "", "a postgres:// or postgresql:// URL", "PostgreSQL, which several nodes may share",
         take_url, true},
        {"DATABASE_CONNECTIONS", "8", "a number from 1 to 100", "connections of a node to PostgreSQL",
         number(&Settings::database_connections, 1, 100)},
        {"SESSION_TIMEOUT", "300000", "milliseconds from 100 to 86400000", "how long a session lives",
         number(&Settings::session_timeout, 100, 86'400'000)},
        {"CORS_ORIGINS", "*", "* or a comma list of scheme://host[:port], or null", "pages that may read answers",
         take_origins},
        {"CLEANUP_INTERVAL", "60000", "milliseconds from 100 to 3600000", "between two sweeps of expired sessions",
         number(&Settings::cleanup_interval, 100, 3'600'000)},
        {"MAX_CANDIDATES", "256", "a number from 1 to 10000", "candidates of one side of a session",
         limit(&Limits::candidates, 1, 10'000)},
        {"MAX_ORIGIN_SESSIONS", "10000", "a number from 1", "live sessions of one origin",
         limit(&Limits::of_origin, 1, any_number)},
        {"MAX_SESSIONS", "200000", "a number from 1", "live sessions in all", limit(&Limits::sessions, 1, any_number)},
        {"MAX_MEMORY_BYTES", "1073741824", "a number of bytes from 1048576",
         "texts of sessions with :memory:", limit(&Limits::memory, 1u << 20, any_number)},
        {"OFFER_RATE", "600", "a number from 0 (unlimited) to 4294967295", "offers a minute from one address",
         number(&Settings::offer_rate, 0, UINT32_MAX)},
    };
    return settings;
}

/// By which name a setting was given, or would be.
std::string name_of(const config::Variables& variables, std::string_view setting, bool only) {
    const auto found = config::find_setting(variables, service, setting, only);
    return found ? found->variable : only ? std::string{setting} : config::own_name(service, setting);
}

/// Fills in what was not said: what all services share counts where this one has nothing of its own.
void fall_back(Raw& raw, const config::Variables& variables, bool only) {
    const auto shared = config::for_service(variables, service, only);
    const auto value = [&](std::string_view name) {
        return config::is_set(shared, name) ? shared.find(name)->second : std::string{};
    };
    if (raw.path) {
        raw.storage_path = *raw.path;
    } else if (const auto directory = value("DATA_DIR"); !directory.empty()) {
        raw.storage_path = std::filesystem::path{directory} / "sessions.db";
    }
    // A file that was named says which of the two is meant.
    if (raw.database_url.empty() && !raw.path) raw.database_url = value("DATABASE_URL");
}

}  // namespace

std::vector<config::SettingText> setting_texts() {
    return config::texts_of(table());
}

result<Settings> read_settings(const config::Variables& variables, bool only) {
    Raw raw;
    if (auto read = config::read_table(table(), variables, service, only, raw); !read) return read.error();
    fall_back(raw, variables, only);
    raw.path_name = name_of(variables, "STORAGE_PATH", only);
    raw.url_name = name_of(variables, "DATABASE_URL", only);
    raw.storage = raw.type.value_or(raw.database_url.empty() ? Storage::sqlite : Storage::postgres);
    if (raw.storage == Storage::sqlite && raw.storage_path == ":memory:") raw.storage = Storage::memory;
    if (raw.storage == Storage::postgres && raw.database_url.empty()) {
        const auto type = config::find_setting(variables, service, "STORAGE_TYPE", only);
        return problem(errc::bad_request, raw.url_name + " is not set, but " + type->variable +
                                              " is postgres: it must be a postgres:// or postgresql:// URL");
    }
    return Settings{std::move(raw)};
}

}  // namespace baton::services::signal
