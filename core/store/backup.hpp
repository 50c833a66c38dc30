#pragma once

#include "core/base/error.hpp"
#include "core/db/database.hpp"

#include <cstdint>
#include <filesystem>

namespace baton::core::store {

/// What a backup holds.
struct Backup {
    std::int64_t sessions = 0;
    std::uint64_t files = 0;
    std::uint64_t missing = 0;  ///< files that went while it was made, or had gone before
};

/// Copies a data directory, also one that a server works with, into a new directory that a server can be started on:
/// the tables as they are at one moment, and all files that they name. `database`: that of `data_dir`, which is only
/// read. Files never change, so those on the same file system are hard links. It is on the disk when it returns.
/// Errors: internal with one line for the operator.
task<Backup> back_up(db::Database& database, std::filesystem::path data_dir, std::filesystem::path target);

}  // namespace baton::core::store
