#include "core/config/settings_table.hpp"

#include "core/config/go_duration.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace baton::core::config {

using namespace std::chrono_literals;

namespace {

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

constexpr std::string_view some_bytes = "a number of bytes";
constexpr std::uint64_t most_bytes = UINT64_MAX / 2;

Take text(std::string Settings::* member) {
    return [=](Settings& settings, std::string_view value) {
        settings.*member = value;
        return true;
    };
}

Take bucket(std::string Bucket::* member) {
    return [=](Settings& settings, std::string_view value) {
        settings.s3.*member = value;
        return true;
    };
}

bool take_hints(Settings& settings, std::string_view value) {
    if (value == "on" || value == "off") {
        settings.database_hints = value == "on";
        return true;
    }
    return take_bool(settings.database_hints, value);
}

/// Where what the server knows is kept; after the settings given.
// decision 0110
std::vector<Setting> with_stores(std::vector<Setting> settings) {
    const std::vector<Setting> stores{
        {"DATA_DIR", "", "a directory",
         "where sessions and files survive; without it and DATABASE_URL they are in memory", path(&Settings::data_dir)},
        {"FILE_KEY", "", "a file of keys",
         "with which stored files are encrypted; its first line seals, all of them open", path(&Settings::file_key)},
        {"DATABASE_URL", "", "a PostgreSQL URL, like postgresql://user:password@host/name",
         "where many nodes keep sessions; with S3_… or a DATA_DIR they share for files", text(&Settings::database_url),
         true},
        {"DATABASE_LISTEN_URL", "DATABASE_URL", "a PostgreSQL URL", "where hints between nodes go, not over a pooler",
         text(&Settings::database_listen_url), true},
        {"DATABASE_HINTS", "on", "on or off",
         "whether nodes tell each other of changes; off: they only look themselves", take_hints},
        {"DATABASE_CONNECTIONS", "8", "a number from 1 to 100", "connections of a node to the database",
         take_number(&Settings::database_connections, 1, 100)},
        {"S3_ENDPOINT", "", "a URL without a path", "object store for files", bucket(&Bucket::endpoint)},
        {"S3_BUCKET", "", "a bucket's name", "bucket for files, which must be there", bucket(&Bucket::bucket)},
        {"S3_REGION", "us-east-1", "a region's name", "region of the bucket", bucket(&Bucket::region)},
        {"S3_ACCESS_KEY_ID", "", "a key's id", "who the server is there", bucket(&Bucket::access_key_id), true},
        {"S3_SECRET_ACCESS_KEY", "", "a key's secret", "its secret", bucket(&Bucket::secret_access_key), true},
        {"S3_PREFIX", "baton/", "plain segments with a slash at the end", "what the server's keys begin with",
         bucket(&Bucket::prefix)},
        {"S3_PATH_STYLE", "true", "true or false", "the bucket in the path instead of the host's name",
         [](Settings& s, std::string_view value) { return take_bool(s.s3.path_style, value); }},
    };
    settings.insert(settings.end(), stores.begin(), stores.end());
    return settings;
}

/// What the server may hold, and a key of it; after the settings given.
std::vector<Setting> with_limits(std::vector<Setting> settings) {
    const std::vector<Setting> limits{
        {"RESULT_UPLOAD_MAX_BYTES", "33554432", some_bytes, "body of POST /s/:id/result",
         take_number(&Settings::result_upload_max_bytes, 1, most_bytes)},
        {"FILE_UPLOAD_MAX_BYTES", "33554432", some_bytes, "body of PUT /s/:id/files/:key",
         take_number(&Settings::file_upload_max_bytes, 1, most_bytes)},
        {"FILE_QUOTA_SESSION_BYTES", "536870912", some_bytes, "files of one session",
         take_number(&Settings::file_quota_session_bytes, 1, most_bytes)},
        {"FILE_QUOTA_TOTAL_BYTES", "2147483648", some_bytes, "files of all sessions",
         take_number(&Settings::file_quota_total_bytes, 1, most_bytes)},
        {"BODIES_MAX_BYTES", "67108864", "a number of bytes from 4194304",
         "bodies of requests that are read into memory, all together",
         take_number(&Settings::bodies_max_bytes, 4u << 20, most_bytes)},
        {"MAX_SESSIONS", "1000000", "a number from 1",
         "sessions in memory, ended ones included; with DATA_DIR or DATABASE_URL if set",
         take_number(&Settings::max_sessions, 1, 1u << 30)},
        {"SESSIONS_MAX_BYTES", "1073741824", "a number of bytes from 1048576",
         "memory of sessions beside their files, all together",
         take_number(&Settings::sessions_max_bytes, 1u << 20, most_bytes)},
        {"KEY_MAX_SESSIONS", "MAX_SESSIONS", "a number from 1", "sessions of one API key",
         take_number(&Settings::key_max_sessions, 1, 1u << 30)},
        {"KEY_SESSIONS_MAX_BYTES", "SESSIONS_MAX_BYTES", "a number of bytes from 1048576",
         "memory of one API key's sessions beside their files",
         take_number(&Settings::key_sessions_max_bytes, 1u << 20, most_bytes)},
        {"KEY_FILE_QUOTA_BYTES", "FILE_QUOTA_TOTAL_BYTES", some_bytes, "files of one API key's sessions",
         take_number(&Settings::key_file_quota_bytes, 1, most_bytes)},
        {"DRAIN_TIME", "9s", "a Go duration from 1s to 1h", "longest time that a stop may take",
         duration(&Settings::drain_time, 1s, 1h)},
        {"HANDOFF_PHONE_ROUTES", "true", "true or false", "POST /s/:id/result and the forms of actions",
         [](Settings& s, std::string_view text) { return take_bool(s.handoff_phone_routes, text); }},
    };
    settings.insert(settings.end(), limits.begin(), limits.end());
    return settings;
}

}  // namespace

std::span<const Setting> settings_table() {
    static const std::vector<Setting> settings = with_limits(with_stores({
        {"API_KEYS", "", "a comma list of keys, each KEY or NAME:KEY, no key and no name twice",
         "who may use the API (required)", take_keys, true},
        {"BASE_URL", "", "an absolute http or https URL without query", "public address of this server (required)",
         take_base_url},
        {"PORT", "8080", "a number from 1 to 65535", "port to listen on", take_number(&Settings::port, 1, 65535)},
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
        {"THREADS", "one per core", "a number from 1 to 256", "event loops", take_number(&Settings::threads, 1, 256)},
        {"WORKERS", "one per core", "a number from 1 to 256", "worker processes",
         take_number(&Settings::workers, 1, 256)},
        {"WORKER_QUEUE", "64", "a number from 1 to 10000", "jobs that may wait per worker",
         take_number(&Settings::worker_queue, 1, 10000)},
        {"WORKER_TIMEOUT", "30s", "a Go duration from 100ms to 1h", "longest time of one job",
         duration(&Settings::worker_timeout, 100ms, 1h)},
        {"WORKER_MAX_JOBS", "0", "a number from 0 (no end) to 1000000", "jobs after which a worker is replaced",
         take_number(&Settings::worker_max_jobs, 0, 1000000)},
        {"SESSION_CPU_SECONDS", "1800", "0 (unlimited) or a number of seconds to 1000000",
         "processor time of workers that a session may use at once",
         [](Settings& s, std::string_view text) { return take_seconds(s.session_cpu, text); }},
        {"WORKER_MEMORY_BYTES", "1610612736", "0 (unlimited) or a number of bytes from 67108864",
         "address space of a worker",
         [](Settings& s, std::string_view text) {
             return take_number(&Settings::worker_memory_bytes, 0, UINT64_MAX)(s, text) &&
                    (s.worker_memory_bytes == 0 || s.worker_memory_bytes >= (64u << 20));
         }},
    }));
    return settings;
}

}  // namespace baton::core::config
