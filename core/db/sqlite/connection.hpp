#pragma once

#include "core/db/database.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace baton::core::db::sqlite {

/// What a commit that was acknowledged survives.
enum class Durability : std::uint8_t {
    power_cut,  ///< it is on stable storage
    process,    ///< it survives kill -9; of a power cut it may be lost for about a second after it was made
};

/// One connection to a database file, and the statements that it has prepared. One thread at a time; blocks.
class Connection {
public:
    /// What `baton_now()` reads.
    using Now = std::function<std::int64_t()>;

    enum class Access : std::uint8_t { write, read };

    /// Errors: internal with one line (the file cannot be opened, is no database, is damaged).
    static result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Access access, Now now,
                                                    Durability durability = Durability::power_cut);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Errors: conflict, storage_full, unavailable (locked by another process, not readable or writable now), internal.
    result<Answer> run(const Statement& statement);
    /// A statement without parameters and without rows. Errors: as `run`.
    result<> execute(std::string_view sql);

    /// Whether a transaction has begun and not ended.
    bool in_transaction() const;
    /// Pages that the write-ahead log has.
    int log_pages() const { return log_pages_; }
    /// Copies what the log holds into the database. `restart`: and waits for readers, so that the log begins anew.
    /// Errors: as `run`; a busy database is none.
    result<> checkpoint(bool restart);

private:
    struct Prepared;
    struct Reset;

    Connection(sqlite3* handle, Now now);
    result<> configure(Access access, Durability durability);
    result<Prepared*> prepare(std::string_view sql);
    result<> bind(const Prepared& prepared, const Statement& statement);
    result<Answer> step(sqlite3_stmt* statement);
    Problem failure(int code, std::string_view sql = {}) const;

    sqlite3* handle_;
    Now now_;
    int log_pages_ = 0;
    /// By their text, which lives as long as the process.
    std::unordered_map<std::string_view, std::unique_ptr<Prepared>> prepared_;
};

}  // namespace baton::core::db::sqlite
