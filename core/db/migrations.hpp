#pragma once

#include "core/db/database.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::db {

/// One step of a component's tables. A step only adds (tables, columns with a default, indexes), so that the version
/// before goes on beside it; its statements stand in the program.
struct Migration {
    int number;  ///< 1, 2, …, without a gap
    std::string_view name;
    /// The oldest version that may still work with the tables after this step, told by the last step it knows. Usually
    /// that of the step before: who knows less is refused.
    int minimum_reader = 0;
    std::vector<std::string_view> statements;          ///< for both
    std::vector<std::string_view> sqlite_only = {};    ///< after those
    std::vector<std::string_view> postgres_only = {};  ///< after those
};

/// The tables of a room or of a service, and their steps in order.
struct Schema {
    std::string_view component;  ///< like "session"; its tables begin so
    std::vector<Migration> migrations;
};

/// Brings the tables of all components to what this program knows, one step in one transaction. Several nodes may do so
/// at the same time. A database that is further along is left as it is.
/// Errors: internal with one line for the operator (the tables need a newer Baton), those of Database.
task<> migrate(Database& database, std::span<const Schema> schemas);

/// How far a component's tables are.
struct Progress {
    std::string component;
    std::int64_t applied = 0;
    std::int64_t known = 0;
    std::int64_t minimum_reader = 0;
};

/// What `migrate` would find, without changing anything; components that nobody knows here included.
task<std::vector<Progress>> progress(Database& database, std::span<const Schema> schemas);

}  // namespace baton::core::db
