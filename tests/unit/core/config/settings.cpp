#include "core/config/settings.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace baton::core::config;
using namespace std::chrono_literals;

namespace {

Variables with(Variables more) {
    more.try_emplace("API_KEYS", "secret-key");
    more.try_emplace("BASE_URL", "http://localhost:8080");
    return more;
}

std::string refusal(Variables variables) {
    const auto settings = read_settings(with(std::move(variables)), false);
    return settings ? std::string{} : settings.error().detail;
}

}  // namespace

TEST_CASE("defaults are those of the contract") {
    const auto settings = read_settings(with({}), false);
    REQUIRE(settings.has_value());
    CHECK(settings->port == 8080);
    CHECK_FALSE(settings->dev);
    CHECK(settings->session_ttl == 30min);
    CHECK(settings->result_ttl == 5min);
    CHECK(settings->result_upload_max_bytes == 33554432);
    CHECK(settings->bodies_max_bytes == 67108864);
}

TEST_CASE("BASE_URL may end in a slash or carry a path") {
    CHECK(read_settings(with({{"BASE_URL", "https://a.example/"}}), false)->base_url == "https://a.example");
    const auto prefixed = read_settings(with({{"BASE_URL", "https://a.example/hand/off/"}}), false);
    CHECK(prefixed->base_url == "https://a.example/hand/off");
    CHECK(prefixed->base_path == "/hand/off");
}

TEST_CASE("a bad value is refused with its name, the value and what is allowed") {
    for (const auto& [name, value] : Variables{{"PORT", "0"},
                                               {"PORT2", ""},
                                               {"DEV", "maybe"},
                                               {"LOG_LEVEL", "loud"},
                                               {"SESSION_TTL", "500ms"},
                                               {"RESULT_TTL", "25h"},
                                               {"LISTEN", "localhost"},
                                               {"BASE_URL", "localhost:8080"},
                                               {"WORKERS", "none"},
                                               {"SESSION_CPU_SECONDS", "1h"},
                                               {"FILE_QUOTA_TOTAL_BYTES", "-1"},
                                               {"WORKER_MEMORY_BYTES", "100"},
                                               {"BODIES_MAX_BYTES", "2097152"},
                                               {"ACTIONS", "photo,,scan"}}) {
        if (value.empty()) continue;
        CAPTURE(name);
        const std::string line = refusal({{name, value}});
        CHECK(line.find(name + ": '" + value + "' is not allowed: it must be ") == 0);
        CHECK(line.find('\n') == std::string::npos);
    }
}

TEST_CASE("secrets are not shown") {
    const std::string line = refusal({{"API_KEYS", "same-secret,same-secret"}});
    CHECK(line.find("API_KEYS") == 0);
    CHECK(line.find("same-secret") == std::string::npos);
}

TEST_CASE("required settings may only be missing in a demo") {
    const auto missing = read_settings({{"BASE_URL", "http://a"}}, false);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().detail.find("API_KEYS is not set") == 0);
    CHECK(read_settings({}, true).has_value());
}

TEST_CASE("a variable that is nearly a setting is told") {
    const auto missing = read_settings({{"BASE_URL", "http://a"}, {"API_KEY", "same-secret"}}, false);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().detail.ends_with(" (API_KEY is set: is that what was meant?)"));
    const auto found = misspelt(with({{"WORKER", "2"}, {"HOME", "/"}, {"SCAN_MAX_PAGES", "3"}}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].written == "WORKER");
    CHECK(found[0].meant == "WORKERS");
}

TEST_CASE("a session's processor time is a number of seconds, or unlimited") {
    CHECK(read_settings(with({}), false)->session_cpu == 30min);
    CHECK(read_settings(with({{"SESSION_CPU_SECONDS", "3600"}}), false)->session_cpu == 1h);
    CHECK(read_settings(with({{"SESSION_CPU_SECONDS", "0"}}), false)->session_cpu == 0s);
}

TEST_CASE("a key's shares are the server's own limits, unless they are set") {
    const auto usual = *read_settings(with({}), false);
    CHECK(usual.key_max_sessions == usual.max_sessions);
    CHECK(usual.key_sessions_max_bytes == usual.sessions_max_bytes);
    CHECK(usual.key_file_quota_bytes == usual.file_quota_total_bytes);
    const auto own = *read_settings(
        with({{"MAX_SESSIONS", "2000000"}, {"SESSIONS_MAX_BYTES", "3000000"}, {"FILE_QUOTA_TOTAL_BYTES", "5000"}}),
        false);
    CHECK(own.key_max_sessions == 2'000'000);
    CHECK(own.key_sessions_max_bytes == 3'000'000);
    CHECK(own.key_file_quota_bytes == 5'000);
    const auto shared = *read_settings(with({{"KEY_MAX_SESSIONS", "7"},
                                             {"KEY_SESSIONS_MAX_BYTES", "2000000"},
                                             {"KEY_FILE_QUOTA_BYTES", "900"},
                                             {"HANDOFF_PHONE_ROUTES", "false"}}),
                                       false);
    CHECK(shared.key_max_sessions == 7);
    CHECK(shared.key_sessions_max_bytes == 2'000'000);
    CHECK(shared.key_file_quota_bytes == 900);
    CHECK_FALSE(shared.handoff_phone_routes);
    CHECK(usual.handoff_phone_routes);
    CHECK(refusal({{"KEY_SESSIONS_MAX_BYTES", "1000"}}).find("KEY_SESSIONS_MAX_BYTES: '1000'") == 0);
}

TEST_CASE("MAX_TTL bounds the TTLs: defaults give way, values that were set do not") {
    CHECK(read_settings(with({{"MAX_TTL", "10m"}}), false)->session_ttl == 10min);
    CHECK(read_settings(with({{"MAX_TTL", "48h"}, {"SESSION_TTL", "48h"}}), false)->session_ttl == 48h);
    CHECK(refusal({{"MAX_TTL", "10m"}, {"SESSION_TTL", "11m"}}).find("SESSION_TTL: '11m'") == 0);
}

TEST_CASE("settings of stores that do not go together are refused") {
    struct Case {
        Variables given;
        const char* line;  ///< what it begins with; empty: they do
    };
    const std::vector<Case> cases{
        {{{"DATA_DIR", "/d"}}, ""},
        {{{"DATABASE_URL", "postgresql://u:geheim@h/n"}}, "DATABASE_URL needs a place for files"},
        {{{"DATABASE_URL", "postgresql://u:geheim@h/n"}, {"DATA_DIR", "/d"}}, ""},
        {{{"DATABASE_URL", "p"}, {"S3_ENDPOINT", "http://s"}, {"S3_BUCKET", "b"}}, ""},
        {{{"DATABASE_URL", "p"}, {"S3_BUCKET", "b"}, {"DATA_DIR", "/d"}}, "DATA_DIR and S3_… are both set"},
        {{{"S3_BUCKET", "b"}}, "S3_BUCKET is set, but DATABASE_URL is not"},
        {{{"S3_ENDPOINT", "http://s"}, {"DATA_DIR", "/d"}}, "S3_ENDPOINT is set, but DATABASE_URL is not"},
        {{{"DATABASE_LISTEN_URL", "postgresql://u:geheim@h/n"}}, "DATABASE_LISTEN_URL is set, but DATABASE_URL is not"},
        {{{"FILE_KEY", "/k"}}, "FILE_KEY is set, but neither DATA_DIR nor DATABASE_URL is"},
        {{{"FILE_KEY", "/k"}, {"DATA_DIR", "/d"}}, ""},
        {{{"DATABASE_HINTS", "maybe"}}, "DATABASE_HINTS: 'maybe' is not allowed"},
        {{{"DATABASE_CONNECTIONS", "0"}}, "DATABASE_CONNECTIONS: '0' is not allowed"},
        {{{"S3_PATH_STYLE", "perhaps"}}, "S3_PATH_STYLE: 'perhaps' is not allowed"},
    };
    for (const auto& each : cases) {
        const auto line = refusal(each.given);
        CAPTURE(line);
        CHECK(line.starts_with(each.line));
        CHECK(line.empty() == std::string_view{each.line}.empty());
        CHECK(line.find("geheim") == std::string::npos);
    }
}

TEST_CASE("a cluster's settings, and what they are without being said") {
    const auto usual = *read_settings(with({{"DATABASE_URL", "p"}, {"S3_BUCKET", "b"}}), false);
    CHECK(usual.database_hints);
    CHECK(usual.database_connections == 8);
    CHECK(usual.s3.region == "us-east-1");
    CHECK(usual.s3.prefix == "baton/");
    CHECK(usual.s3.path_style);
    const auto said = *read_settings(with({{"DATABASE_URL", "p"},
                                           {"DATABASE_LISTEN_URL", "l"},
                                           {"DATABASE_HINTS", "off"},
                                           {"DATABASE_CONNECTIONS", "20"},
                                           {"S3_ENDPOINT", "https://s"},
                                           {"S3_BUCKET", "b"},
                                           {"S3_REGION", "eu-1"},
                                           {"S3_ACCESS_KEY_ID", "i"},
                                           {"S3_SECRET_ACCESS_KEY", "s"},
                                           {"S3_PREFIX", "x/"},
                                           {"S3_PATH_STYLE", "false"}}),
                                     false);
    CHECK(said.database_url == "p");
    CHECK(said.database_listen_url == "l");
    CHECK_FALSE(said.database_hints);
    CHECK(said.database_connections == 20);
    CHECK(said.s3.endpoint == "https://s");
    CHECK(said.s3.bucket == "b");
    CHECK(said.s3.region == "eu-1");
    CHECK(said.s3.access_key_id == "i");
    CHECK(said.s3.secret_access_key == "s");
    CHECK(said.s3.prefix == "x/");
    CHECK_FALSE(said.s3.path_style);
    CHECK(settings_help().find("API_KEYS_FILE, DATABASE_URL_FILE, DATABASE_LISTEN_URL_FILE") != std::string::npos);
    CHECK(other_variables({{"S3_SECRET_ACCESS_KEY", "s"}, {"DATABASE_URL", "p"}}).empty());
}
