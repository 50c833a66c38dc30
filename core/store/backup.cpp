#include "core/store/backup.hpp"

#include "core/db/sqlite/database.hpp"
#include "core/store/node_ground.hpp"
#include "core/store/sql/installation.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

namespace baton::core::store {

namespace fs = std::filesystem;

namespace {

constexpr auto copy_tables = "VACUUM INTO $1";
constexpr auto count_sessions = "SELECT count(*) FROM session";
constexpr auto some_files = "SELECT id FROM session_file WHERE id > $1 ORDER BY id LIMIT 1000";

Problem told(const fs::path& path, const std::error_code& error) {
    return problem(errc::internal, path.string() + ": " + error.message());
}

/// False: it is not there.
result<bool> link_or_copy(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (fs::exists(to, error)) return true;
    fs::create_hard_link(from, to, error);
    if (!error) return true;
    if (error == std::errc::no_such_file_or_directory) return false;
    error.clear();
    fs::copy_file(from, to, error);
    if (error == std::errc::no_such_file_or_directory) return false;
    return error ? result<bool>{told(to, error)} : result<bool>{true};
}

result<> make_places(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(to, error);
    for (const auto& entry : fs::directory_iterator{from, error}) {
        if (entry.is_directory(error)) fs::create_directory(to / entry.path().filename(), error);
    }
    return error ? result<>{told(to, error)} : result<>{};
}

/// What is there now: of these some go while the tables are copied.
result<> link_all(const fs::path& from, const fs::path& to) {
    std::error_code error;
    for (const auto& place : fs::directory_iterator{from, error}) {
        if (!place.is_directory(error) || place.path().filename() == "incoming") continue;
        for (const auto& file : fs::directory_iterator{place.path(), error}) {
            auto linked = link_or_copy(file.path(), to / place.path().filename() / file.path().filename());
            if (!linked) return linked.error();
        }
    }
    return error ? result<>{told(from, error)} : result<>{};
}

/// What the copied tables name and was not there before.
task<> complete(db::Database& tables, const fs::path& from, const fs::path& to, Backup& backup) {
    std::string last;
    for (;;) {
        auto some = co_await tables.query({some_files, {last}});
        if (!some) co_return some.error();
        for (const auto& row : some->rows) {
            auto name = db::text_of(row.at(0));
            if (!name) co_return name.error();
            last = std::move(*name);
            const fs::path place = fs::path{last.substr(0, 2)} / last;
            auto linked = link_or_copy(from / place, to / place);
            if (!linked) co_return linked.error();
            ++(*linked ? backup.files : backup.missing);
        }
        if (some->rows.empty()) co_return result<>{};
    }
}

/// All that was written to the file system of `place`.
result<> sync(const fs::path& place) {
    const file::Fd directory{::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    const bool kept = directory && ::syncfs(directory.get()) == 0;
    return kept ? result<>{} : result<>{problem(errc::internal, place.string() + ": it cannot be written to the disk")};
}

}  // namespace

task<Backup> back_up(db::Database& database, fs::path data_dir, fs::path target) {
    std::error_code error;
    if (fs::exists(target, error) && !fs::is_empty(target, error)) {
        co_return problem(errc::internal, target.string() + ": it is there already");
    }
    const fs::path from = files_in(data_dir);
    const fs::path to = files_in(target);
    if (auto made = make_places(from, to); !made) co_return made.error();
    if (auto linked = link_all(from, to); !linked) co_return linked.error();
    if (auto copied = co_await database.query({copy_tables, {tables_in(target).string()}}); !copied) {
        co_return copied.error();
    }
    auto tables = db::sqlite::SqliteDatabase::open(tables_in(target));
    if (!tables) co_return tables.error();
    Backup backup;
    const auto sessions = co_await (*tables)->query({count_sessions});
    if (!sessions) co_return sessions.error();
    const auto count = db::number_of(sessions->rows.at(0).at(0));
    if (!count) co_return count.error();
    backup.sessions = *count;
    std::vector<db::Statement> mark{sql::doubt_tables()};
    if (auto marked = co_await (*tables)->commit(std::move(mark)); !marked) co_return marked.error();
    if (auto done = co_await complete(**tables, from, to, backup); !done) co_return done.error();
    (void)link_or_copy(from / "installation", to / "installation");
    (*tables)->close();
    if (auto kept = sync(target); !kept) co_return kept.error();
    co_return backup;
}

}  // namespace baton::core::store
