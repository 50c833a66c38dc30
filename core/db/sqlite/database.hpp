#pragma once

#include "core/db/database.hpp"
#include "core/db/sqlite/connection.hpp"

#include <filesystem>
#include <memory>

namespace baton::core::db::sqlite {

/// A database in a file of this machine, which this process alone changes; others may read it. Memory of the process is
/// not what it is in: what `commit` has acknowledged survives kill -9 and, unless it is opened for less, the loss of
/// power.
///
/// On disk: FILE, and while it is open FILE-wal (what was committed since the last checkpoint) and FILE-shm.
// decision 0101
class SqliteDatabase final : public Database {
public:
    /// Opens the file or makes it. Errors: internal with one line for the operator: it cannot be opened or made, is no
    /// database, is damaged, or another process has it.
    static result<std::unique_ptr<SqliteDatabase>> open(const std::filesystem::path& file,
                                                        Durability durability = Durability::power_cut);
    ~SqliteDatabase() override;

    task<Answer> query(Statement statement) override;
    task<std::vector<Answer>> commit(std::vector<Statement> statements) override;
    Dialect dialect() const override { return Dialect::sqlite; }
    Calendar calendar() const override { return calendar_; }

    /// Does what was asked before and closes the file. Whoever waits is told so on its own loop, which must still be
    /// there. Nothing may be asked after.
    void close();

private:
    struct Threads;

    SqliteDatabase(Calendar calendar, std::unique_ptr<Threads> threads);

    const Calendar calendar_;
    std::unique_ptr<Threads> threads_;  ///< null: it is closed
};

}  // namespace baton::core::db::sqlite
