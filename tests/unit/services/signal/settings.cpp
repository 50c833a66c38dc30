#include "services/signal/settings.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace baton::core;
using namespace baton::services::signal;

namespace {

Settings alone(const config::Variables& variables) {
    const auto settings = read_settings(variables, true);
    REQUIRE_MESSAGE(settings.has_value(), settings.error().detail);
    return *settings;
}

Settings beside(const config::Variables& variables) {
    const auto settings = read_settings(variables, false);
    REQUIRE_MESSAGE(settings.has_value(), settings.error().detail);
    return *settings;
}

}  // namespace

TEST_CASE("where signal keeps its sessions") {
    CHECK(alone({}).storage == Storage::sqlite);
    CHECK(alone({}).storage_path == "data/signal/sessions.db");
    CHECK(alone({{"STORAGE_PATH", ":memory:"}}).storage == Storage::memory);
    CHECK(alone({{"DATABASE_URL", "postgres://h/d"}}).storage == Storage::postgres);
    CHECK(alone({{"DATABASE_URL", "postgresql://h/d"}, {"STORAGE_PATH", "f"}}).storage == Storage::postgres);
    CHECK(alone({{"DATABASE_URL", "postgres://h/d"}, {"STORAGE_TYPE", "sqlite"}}).storage == Storage::sqlite);
    CHECK(alone({{"DATA_DIR", "/d"}}).storage_path == "/d/sessions.db");
    CHECK(beside({{"DATA_DIR", "/d"}}).storage_path == "/d/signal/sessions.db");
}

TEST_CASE("beside other services the shared database serves, unless signal has a place of its own") {
    CHECK(beside({{"DATABASE_URL", "postgres://h/d"}}).database_url == "postgres://h/d");
    CHECK(beside({{"DATABASE_URL", "host=h"}}).storage == Storage::postgres);
    CHECK(beside({{"DATABASE_URL", "postgres://h/d"}, {"SIGNAL_DATABASE_URL", "postgres://s/d"}}).database_url ==
          "postgres://s/d");
    CHECK(beside({{"DATABASE_URL", "postgres://h/d"}, {"SIGNAL_STORAGE_PATH", "f"}}).storage == Storage::sqlite);
    CHECK(beside({{"DATABASE_URL", "postgres://h/d"}, {"SIGNAL_DATA_DIR", "/s"}}).storage == Storage::sqlite);
    CHECK(beside({{"PORT", "x"}, {"SESSION_TIMEOUT", "x"}}).port == 3000);
}

TEST_CASE("values that are not allowed") {
    struct Case {
        const char* name;
        const char* value;
    };
    for (const auto& [name, value] : {Case{"PORT", "0"},
                                      {"PORT", "65536"},
                                      {"PORT", "3000 "},
                                      {"STORAGE_TYPE", "SQLite"},
                                      {"DATABASE_URL", "mysql://h/d"},
                                      {"SESSION_TIMEOUT", "99"},
                                      {"SESSION_TIMEOUT", "86400001"},
                                      {"SESSION_TIMEOUT", "1e3"},
                                      {"CORS_ORIGINS", "example.com"},
                                      {"CORS_ORIGINS", "https://a/"},
                                      {"CORS_ORIGINS", "https://a,"},
                                      {"CORS_ORIGINS", "*,https://a"},
                                      {"CLEANUP_INTERVAL", "3600001"},
                                      {"MAX_CANDIDATES", "10001"},
                                      {"MAX_CANDIDATES", "0"},
                                      {"MAX_SESSIONS", "0"},
                                      {"OFFER_RATE", "-1"}}) {
        CAPTURE(name);
        CAPTURE(value);
        const auto settings = read_settings({{name, value}}, true);
        REQUIRE_FALSE(settings.has_value());
        CHECK(settings.error().detail.starts_with(std::string{name} + ": "));
    }
    CHECK(read_settings({{"STORAGE_TYPE", "postgres"}}, true).error().detail.starts_with("DATABASE_URL is not set"));
    CHECK(read_settings({{"SIGNAL_STORAGE_TYPE", "postgres"}}, false)
              .error()
              .detail.starts_with("SIGNAL_DATABASE_URL is not set"));
}

TEST_CASE("origins") {
    using Origins = std::vector<std::string>;
    CHECK(alone({{"CORS_ORIGINS", "*"}}).cors_origins.empty());
    CHECK(alone({{"CORS_ORIGINS", "https://a.example , http://b:8080,null"}}).cors_origins ==
          Origins{"https://a.example", "http://b:8080", "null"});
}
