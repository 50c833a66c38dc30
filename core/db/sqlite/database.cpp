#include "core/db/sqlite/database.hpp"

#include "core/db/sqlite/checkpoints.hpp"
#include "core/db/sqlite/clock.hpp"
#include "core/db/sqlite/readers.hpp"
#include "core/db/sqlite/writer.hpp"

#include <optional>
#include <system_error>
#include <utility>

namespace baton::core::db::sqlite {

namespace {

constexpr int reader_count = 2;
/// So large a file is looked through in a moment; what a larger one hides is found when it is read.
constexpr std::uintmax_t quickly_checked = 64u << 20;

Problem told(const std::filesystem::path& file, const Problem& why) {
    return problem(errc::internal, file.string() + ": " + why.detail);
}

/// Whether the file holds what SQLite wrote. Errors: internal, unavailable (another process has it).
result<> check(Connection& connection, const std::filesystem::path& file) {
    if (auto header = connection.run(Statement{"PRAGMA schema_version"}); !header) return header.error();
    std::error_code unknown;
    if (std::filesystem::file_size(file, unknown) > quickly_checked) return {};
    auto found = connection.run(Statement{"PRAGMA quick_check(1)"});
    if (!found) return found.error();
    auto verdict = found->rows.empty() ? result<std::string>{"ok"} : text_of(found->rows[0][0]);
    if (!verdict) return verdict.error();
    if (*verdict == "ok") return {};
    // What is wrong is below where.
    const std::string what = verdict->substr(verdict->find('\n') + 1);
    return problem(errc::internal, "the file is damaged: " + what);
}

}  // namespace

struct SqliteDatabase::Threads {
    Threads(std::unique_ptr<Connection> writes, std::unique_ptr<Connection> copies,
            std::vector<std::unique_ptr<Connection>> reads)
        : writer(std::move(writes)), checkpoints(std::in_place, std::move(copies)), readers(std::move(reads)) {}

    /// The last that is closed empties the log into the database, so it must be one that may write.
    Writer writer;
    std::optional<Checkpoints> checkpoints;
    Readers readers;
};

SqliteDatabase::SqliteDatabase(Calendar calendar, std::unique_ptr<Threads> threads)
    : calendar_(calendar), threads_(std::move(threads)) {}

SqliteDatabase::~SqliteDatabase() {
    close();
}

result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::filesystem::path& file, Durability durability) {
    auto writes = Connection::open(file, Connection::Access::write, [] { return std::int64_t{0}; }, durability);
    if (!writes) return writes.error();
    if (auto sound = check(**writes, file); !sound) return told(file, sound.error());
    const auto calendar = clock_of(**writes, this_boot());
    if (!calendar) return told(file, calendar.error());
    const auto now = [clock = *calendar] {
        const auto date = clock.date_of(BootClock::now()).time_since_epoch();
        return std::int64_t{std::chrono::duration_cast<std::chrono::nanoseconds>(date).count()};
    };
    // The one before only looked, by a clock that stands still.
    writes = Connection::open(file, Connection::Access::write, now, durability);
    if (!writes) return writes.error();
    auto copies = Connection::open(file, Connection::Access::write, now, durability);
    if (!copies) return copies.error();
    std::vector<std::unique_ptr<Connection>> reads;
    for (int i = 0; i < reader_count; ++i) {
        auto reader = Connection::open(file, Connection::Access::read, now);
        if (!reader) return reader.error();
        reads.push_back(std::move(*reader));
    }
    auto threads = std::make_unique<Threads>(std::move(*writes), std::move(*copies), std::move(reads));
    return std::unique_ptr<SqliteDatabase>{new SqliteDatabase{*calendar, std::move(threads)}};
}

task<Answer> SqliteDatabase::query(Statement statement) {
    return threads_->readers.query(std::move(statement));
}

task<std::vector<Answer>> SqliteDatabase::commit(std::vector<Statement> statements) {
    std::function<void(Deliver<Writer::Outcome>)> start =
        [this, statements = std::move(statements)](Deliver<Writer::Outcome> deliver) mutable {
            threads_->writer.commit(std::move(statements), std::move(deliver));
        };
    co_return co_await handoff<Writer::Outcome>(std::move(start));
}

void SqliteDatabase::close() {
    if (!threads_) return;
    threads_->checkpoints.reset();
    threads_->readers.stop();
    threads_->writer.stop();
    threads_.reset();
}

}  // namespace baton::core::db::sqlite
