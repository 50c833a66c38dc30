#pragma once

#include "core/base/error.hpp"
#include "core/config/settings.hpp"

#include <filesystem>

namespace baton::core::app {

/// The program's own file, which workers are started from.
/// Errors: internal, one line (there is no /proc).
result<std::filesystem::path> own_path();

/// How many there are, by the settings or one per core.
unsigned event_loops(const config::Settings& settings);
unsigned worker_processes(const config::Settings& settings);

/// Allows as many open files as the system lets this process have: a connection and a stored file cost a descriptor
/// each, and the usual soft limit of 1024 is soon reached.
/// Errors: internal, one line (fewer than a server with so many loops and workers needs by itself).
result<void> raise_descriptor_limit(unsigned loops, unsigned workers);

}  // namespace baton::core::app
