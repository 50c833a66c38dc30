#include "core/db/sqlite/connection.hpp"

#include <sqlite3.h>

#include <string>
#include <system_error>
#include <utility>

namespace baton::core::db::sqlite {

namespace {

/// For whom else has the file open: a backup, a person with `sqlite3`.
constexpr int patience_ms = 5000;

void tell_time(sqlite3_context* context, int, sqlite3_value**) {
    const auto* now = static_cast<const Connection::Now*>(sqlite3_user_data(context));
    sqlite3_result_int64(context, (*now)());
}

int note_log(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

Value value_at(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL:
            return {};
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        default:
            break;
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return std::string{text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

errc code_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_CONSTRAINT:
            return errc::conflict;
        case SQLITE_FULL:
            return errc::storage_full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_READONLY:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_NOMEM:
        case SQLITE_PROTOCOL:
            return errc::unavailable;
        default:
            return errc::internal;
    }
}

}  // namespace

/// Leaves a statement as it was, also if there is no memory for its rows.
struct Connection::Reset {
    sqlite3_stmt* statement;

    ~Reset() {
        sqlite3_reset(statement);
        // What was bound is only pointed at.
        sqlite3_clear_bindings(statement);
    }
};

struct Connection::Prepared {
    sqlite3_stmt* statement = nullptr;
    std::vector<int> places;  ///< of `$1`, `$2`, … among SQLite's parameters, which it numbers as they come

    ~Prepared() { sqlite3_finalize(statement); }
};

Connection::Connection(sqlite3* handle, Now now) : handle_(handle), now_(std::move(now)) {}

Connection::~Connection() {
    prepared_.clear();
    sqlite3_close(handle_);
}

result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, Access access, Now now,
                                                     Durability durability) {
    // The way to the file may lead over links, of which SQLite would follow none; the file itself is not to be one.
    std::error_code lost;
    const auto directory = std::filesystem::canonical(file.parent_path(), lost);
    if (lost) return problem(errc::internal, file.string() + ": " + lost.message());
    sqlite3* handle = nullptr;
    const int how = access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    const int opened = sqlite3_open_v2((directory / file.filename()).c_str(), &handle,
                                       how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
    std::unique_ptr<Connection> connection{new Connection{handle, std::move(now)}};
    if (opened != SQLITE_OK) return problem(errc::internal, file.string() + ": " + sqlite3_errstr(opened));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, patience_ms);
    sqlite3_create_function(handle, "baton_now", 0, SQLITE_UTF8, &connection->now_, tell_time, nullptr, nullptr);
    if (auto set = connection->configure(access, durability); !set) {
        return problem(errc::internal, file.string() + ": " + set.error().detail);
    }
    // After `wal_autocheckpoint`, which sets a hook of its own.
    sqlite3_wal_hook(handle, note_log, &connection->log_pages_);
    return connection;
}

// decision 0101
result<> Connection::configure(Access access, Durability durability) {
    if (access == Access::write) {
        const auto mode = run(Statement{"PRAGMA journal_mode=WAL"});
        if (!mode) return mode.error();
        if (mode->rows != std::vector<Row>{{std::string{"wal"}}}) {
            return problem(errc::internal, "its file system cannot keep a write-ahead log");
        }
    }
    // FULL: a commit is on the disk when it returns; NORMAL: with the next checkpoint, before anything is overwritten.
    // Checkpoints are made by whoever has the time.
    const auto* synchronous =
        durability == Durability::power_cut ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
    for (const auto* setting :
         {synchronous, "PRAGMA wal_autocheckpoint=0", "PRAGMA trusted_schema=OFF", "PRAGMA temp_store=MEMORY"}) {
        if (auto set = execute(setting); !set) return set;
    }
    return {};
}

result<> Connection::execute(std::string_view sql) {
    auto done = run(Statement{sql});
    return done ? result<>{} : result<>{done.error()};
}

result<Answer> Connection::run(const Statement& statement) {
    auto prepared = prepare(statement.sql);
    if (!prepared) return prepared.error();
    sqlite3_stmt* const handle = (*prepared)->statement;
    const Reset reset{handle};
    if (auto bound = bind(**prepared, statement); !bound) return bound.error();
    return step(handle);
}

result<Connection::Prepared*> Connection::prepare(std::string_view sql) {
    if (const auto known = prepared_.find(sql); known != prepared_.end()) return known->second.get();
    auto made = std::make_unique<Prepared>();
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &made->statement, nullptr);
    if (code != SQLITE_OK) return failure(code, sql);
    for (int number = 1; number <= sqlite3_bind_parameter_count(made->statement); ++number) {
        const std::string name = "$" + std::to_string(number);
        made->places.push_back(sqlite3_bind_parameter_index(made->statement, name.c_str()));
    }
    return prepared_.emplace(sql, std::move(made)).first->second.get();
}

result<> Connection::bind(const Prepared& prepared, const Statement& statement) {
    if (prepared.places.size() != statement.parameters.size()) {
        return problem(errc::internal, "not as many parameters as the statement has: " + std::string{statement.sql});
    }
    for (std::size_t i = 0; i < prepared.places.size(); ++i) {
        const Value& value = statement.parameters[i];
        const int place = prepared.places[i];
        int code = SQLITE_OK;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            code = sqlite3_bind_int64(prepared.statement, place, *number);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            code =
                sqlite3_bind_text64(prepared.statement, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
        } else {
            code = sqlite3_bind_null(prepared.statement, place);
        }
        if (code != SQLITE_OK) return failure(code, statement.sql);
    }
    return {};
}

result<Answer> Connection::step(sqlite3_stmt* statement) {
    Answer answer;
    const int columns = sqlite3_column_count(statement);
    for (;;) {
        const int code = sqlite3_step(statement);
        if (code == SQLITE_DONE) break;
        if (code != SQLITE_ROW) return failure(code, sqlite3_sql(statement));
        Row& row = answer.rows.emplace_back();
        row.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) row.push_back(value_at(statement, column));
    }
    if (sqlite3_stmt_readonly(statement) == 0) answer.changed = static_cast<std::uint64_t>(sqlite3_changes64(handle_));
    return answer;
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(handle_) == 0;
}

result<> Connection::checkpoint(bool restart) {
    const int mode = restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE;
    int pages = 0;
    int done = 0;
    // Whoever reads the log is not waited for: others would wait for this.
    sqlite3_busy_timeout(handle_, 0);
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &pages, &done);
    sqlite3_busy_timeout(handle_, patience_ms);
    if (code == SQLITE_OK) log_pages_ = restart ? 0 : pages;
    if (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY) return {};
    return failure(code, "checkpoint");
}

Problem Connection::failure(int code, std::string_view sql) const {
    std::string detail = sqlite3_errmsg(handle_);
    // Which statement is wrong tells only who wrote it; that the disk is full says all.
    if (code_of(code) == errc::internal && !sql.empty()) detail.append(" (").append(sql.substr(0, 60)).append(")");
    return problem(code_of(code), std::move(detail));
}

}  // namespace baton::core::db::sqlite
