#pragma once

#include "core/base/clocks.hpp"
#include "core/base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace baton::core::db {

/// SQL's NULL, bigint and text: all that the tables of Baton are made of.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

/// One statement of SQL that SQLite (3.40 and newer) and PostgreSQL (15 and newer) understand alike, with parameters
/// `$1`, `$2`, … of which each is used at least once. `baton_now()` is the database's clock: see `Database::calendar`.
struct Statement {
    std::string_view sql;  ///< a literal: a driver may keep what it made of it for as long as the process runs
    std::vector<Value> parameters = {};
};

using Row = std::vector<Value>;

/// What a statement answered.
struct Answer {
    std::vector<Row> rows;      ///< of a SELECT or of RETURNING
    std::uint64_t changed = 0;  ///< rows inserted, updated or deleted
};

/// What a statement may look like beside what both understand: for migrations.
enum class Dialect : std::uint8_t { sqlite, postgres };

/// A database that others may use at the same time, over a connection that may break. Two drivers: `sqlite` and
/// `postgres`. Not an object mapper, and no session of a database: a call may go to another connection than the one
/// before, so nothing that a connection remembers (SET, temporary tables, cursors, locks) carries over.
///
/// Every call may end with `unavailable` (nothing was changed; it may be tried again), `storage_full` (the database has
/// no room; nothing was changed) or `internal` (the statement is wrong: a fault of ours). Any thread.
// decision 0100
class Database {
public:
    virtual ~Database() = default;

    /// Runs a statement that changes nothing, and sees all that was committed before.
    virtual task<Answer> query(Statement statement) = 0;

    /// Runs the statements in their order as one transaction: when it returns, all of them are on stable storage, or
    /// none was run. What a statement found is known only afterwards, so a statement that depends on an earlier one
    /// asks for it in SQL (`WHERE EXISTS …`).
    /// Errors: conflict (a statement would break a constraint; nothing was changed), uncertain (the answer was lost).
    virtual task<std::vector<Answer>> commit(std::vector<Statement> statements) = 0;

    virtual Dialect dialect() const = 0;

    /// How the database's clock, which `baton_now()` reads (nanoseconds since 1970, a bigint), stands to this machine's
    /// boot clock. Times that are compared in SQL are dates of it.
    // decision 0102
    virtual Calendar calendar() const = 0;
};

/// The text of a value. Errors: internal (it is none).
result<std::string> text_of(const Value& value);
/// The number of a value. Errors: internal (it is none).
result<std::int64_t> number_of(const Value& value);

}  // namespace baton::core::db
