#pragma once

#include "core/base/error.hpp"
#include "core/config/settings.hpp"

#include <filesystem>

/// What an operator asks about the stores, beside a server that runs or without one. Each prints to standard output.
/// Errors: internal with one line.
namespace baton::core::app {

/// `baton jobs`: what is to be done later, and what of it fails.
result<void> show_jobs(const config::Settings& settings);

/// `baton migrate --status`: how far the tables are, and how far this version would bring them.
result<void> show_migrations(const config::Settings& settings);
/// `baton migrate`: brings them there. A start does the same.
result<void> run_migrations(const config::Settings& settings);

/// `baton files --adopt`: after a restore, what the tables do not name may go.
result<void> adopt_files(const config::Settings& settings);

/// `baton backup DIR`.
result<void> make_backup(const config::Settings& settings, const std::filesystem::path& target);

}  // namespace baton::core::app
