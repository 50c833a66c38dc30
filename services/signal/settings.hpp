#pragma once

#include "core/config/table.hpp"
#include "services/signal/store.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace baton::services::signal {

/// Where sessions are kept.
enum class Storage : std::uint8_t { memory, sqlite, postgres };

/// What an operator can set, validated: section 5 of the contract.
struct Settings {
    std::uint16_t port = 3000;
    Storage storage = Storage::sqlite;
    std::filesystem::path storage_path = "data/signal/sessions.db";
    std::string database_url;                ///< a secret
    std::string path_name = "STORAGE_PATH";  ///< how an operator called them, for messages
    std::string url_name = "DATABASE_URL";
    std::size_t database_connections = 8;
    Millis session_timeout = 300'000;
    std::vector<std::string> cors_origins;  ///< empty: all
    Millis cleanup_interval = 60'000;
    Limits limits;
    std::uint32_t offer_rate = 600;  ///< a minute, from one address; 0: unlimited
};

/// The settings, for help.
std::vector<core::config::SettingText> setting_texts();

/// Reads them. `only`: no other service is enabled. Errors: bad_request with one line.
core::result<Settings> read_settings(const core::config::Variables& variables, bool only);

}  // namespace baton::services::signal
