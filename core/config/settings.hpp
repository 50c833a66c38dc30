#pragma once

#include "core/access/api_keys.hpp"
#include "core/base/error.hpp"
#include "core/config/environment.hpp"
#include "core/observe/log.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::config {

/// A bucket for files: `S3_…`.
struct Bucket {
    std::string endpoint;
    std::string bucket;
    std::string region = "us-east-1";
    std::string access_key_id;
    std::string secret_access_key;
    std::string prefix = "baton/";
    bool path_style = true;

    bool is_set() const { return !endpoint.empty() || !bucket.empty(); }
};

/// Everything an operator can set, validated. docs/configuration.md explains each.
struct Settings {
    std::vector<access::ApiKey> api_keys;
    std::string base_url;   ///< without a trailing '/'
    std::string base_path;  ///< the path of `base_url`: "" or "/prefix"
    std::string listen = "0.0.0.0";
    std::uint16_t port = 8080;
    bool dev = false;
    log::Level log_level = log::Level::info;
    std::chrono::nanoseconds session_ttl = std::chrono::minutes{30};
    std::chrono::nanoseconds result_ttl = std::chrono::minutes{5};
    std::chrono::nanoseconds max_ttl = std::chrono::hours{24};
    std::vector<std::string> actions;                ///< empty: all installed
    std::vector<std::filesystem::path> plugin_dirs;  ///< empty: beside the binary, else the installed place
    std::filesystem::path plugin_config;
    unsigned threads = 0;  ///< event loops; 0: one per core
    unsigned workers = 0;  ///< worker processes; 0: one per core
    std::size_t worker_queue = 64;
    std::chrono::nanoseconds worker_timeout = std::chrono::seconds{30};
    std::uint64_t worker_max_jobs = 0;
    std::chrono::seconds session_cpu{1800};  ///< of workers' processor time; 0: unlimited
    std::uint64_t worker_memory_bytes = 1536ull << 20;
    std::uint64_t result_upload_max_bytes = 32ull << 20;
    std::uint64_t file_upload_max_bytes = 32ull << 20;
    std::uint64_t file_quota_session_bytes = 512ull << 20;
    std::uint64_t file_quota_total_bytes = 2048ull << 20;
    std::uint64_t bodies_max_bytes = 64ull << 20;
    std::filesystem::path data_dir;   ///< without it and a database all is kept in memory
    std::string database_url;         ///< empty: no PostgreSQL
    std::string database_listen_url;  ///< empty: `database_url`
    bool database_hints = true;
    std::size_t database_connections = 8;
    Bucket s3;
    std::filesystem::path file_key;  ///< empty: files are stored as they are
    std::size_t max_sessions = 1'000'000;
    bool sessions_limited = false;  ///< MAX_SESSIONS or KEY_MAX_SESSIONS was set
    std::uint64_t sessions_max_bytes = 1024ull << 20;
    // A key's shares. Who sets none of them has the server's own limits, whatever these are.
    std::size_t key_max_sessions = max_sessions;
    std::uint64_t key_sessions_max_bytes = sessions_max_bytes;
    std::uint64_t key_file_quota_bytes = file_quota_total_bytes;
    bool handoff_phone_routes = true;  ///< the form routes, and `POST /s/:id/result`
    std::chrono::nanoseconds drain_time = std::chrono::seconds{9};
};

/// Reads the settings. With `demo`, API_KEYS and BASE_URL may be missing and are left empty.
/// Errors: bad_request with one line that names the variable, the value (never a secret) and what is allowed.
result<Settings> read_settings(const Variables& variables, bool demo);

/// Reads those that all services of a process share: LISTEN, LOG_LEVEL, DEV, THREADS. Errors: as `read_settings`.
result<Settings> read_shared_settings(const Variables& variables);

/// The settings whose values are secrets, by all their names.
std::vector<std::string> secret_names();

/// The variables that are no settings of the server: among them are those of plugins.
Variables other_variables(const Variables& variables);

/// A variable that is no setting, and the one whose name is so close that it may be meant.
struct Misspelt {
    std::string written;
    std::string meant;
};
/// `others`: names that are settings as well, of services that are enabled.
std::vector<Misspelt> misspelt(const Variables& variables, const std::vector<std::string>& others = {});

/// One line per setting for `--help`: name, default, meaning.
std::string settings_help();

}  // namespace baton::core::config
