#include "core/app/store_commands.hpp"

#include "core/app/store_settings.hpp"
#include "core/db/migrations.hpp"
#include "core/outbox/outbox.hpp"
#include "core/shared/resources.hpp"
#include "core/store/backup.hpp"
#include "core/store/ground.hpp"
#include "core/store/sql/installation.hpp"
#include "core/store/sql_stores.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

namespace baton::core::app {

namespace {

constexpr std::int64_t most_shown = 100;

/// Runs `work` to its end.
result<> run(task<> work) {
    boost::asio::io_context context;
    std::optional<result<>> outcome;
    boost::asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& surprise, result<> done) {
        if (surprise) std::rethrow_exception(surprise);
        outcome = std::move(done);
    });
    context.run();
    return *outcome;
}

/// Opens what the settings name, which must be there, for `use`.
result<> with_ground(const config::Settings& settings, const std::function<task<>(store::Ground&)>& use) {
    shared::Resources resources;
    auto ground = store::open_ground(store_settings(settings), store::Visitor::command, resources);
    if (!ground) return ground.error();
    auto done = run(use(**ground));
    (*ground)->close();
    return done;
}

result<> with_tables(const config::Settings& settings, const std::function<task<>(db::Database&)>& use) {
    return with_ground(settings, [&](store::Ground& ground) { return use(ground.database()); });
}

void print(const outbox::Report& report) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(report.due_in).count();
    std::cout << report.job.kind << " " << report.job.id << ": failed " << report.job.attempts << " times, next try in "
              << std::max<std::int64_t>(seconds, 0) << " s: " << report.failure << "\n";
}

task<> print_jobs(db::Database& database) {
    outbox::Outbox jobs{database};
    const auto waiting = co_await jobs.waiting();
    if (!waiting) co_return waiting.error();
    const auto failed = co_await jobs.failed(most_shown);
    if (!failed) co_return failed.error();
    std::cout << *waiting << " jobs wait, " << failed->size() << " of them failed\n";
    for (const auto& report : *failed) print(report);
    co_return result<>{};
}

/// What a component's tables are to this version.
std::string standing(const db::Progress& found) {
    if (found.known == 0) return ", unknown to this version";
    if (found.applied < found.known) return ", to be migrated";
    if (found.known < found.minimum_reader) {
        return ", too new for this version: it needs one that knows step " + std::to_string(found.minimum_reader);
    }
    return found.applied > found.known ? ", by a newer version beside which this one works" : "";
}

task<> print_progress(db::Database& database) {
    const auto schemas = store::store_schemas();
    const auto all = co_await db::progress(database, schemas);
    if (!all) co_return all.error();
    for (const auto& each : *all) {
        std::cout << each.component << ": step " << each.applied << " of " << each.known << standing(each) << "\n";
    }
    co_return result<>{};
}

task<> print_backup(db::Database& database, std::filesystem::path data_dir, std::filesystem::path target) {
    const auto made = co_await store::back_up(database, std::move(data_dir), target);
    if (!made) co_return made.error();
    std::cout << made->sessions << " sessions and " << made->files << " files are in " << target.string() << "\n";
    if (made->missing > 0) std::cout << made->missing << " files that sessions name were not there\n";
    co_return result<>{};
}

}  // namespace

result<void> show_jobs(const config::Settings& settings) {
    return with_tables(settings, print_jobs);
}

result<void> show_migrations(const config::Settings& settings) {
    return with_tables(settings, print_progress);
}

result<void> run_migrations(const config::Settings& settings) {
    return with_tables(settings, [](db::Database& database) -> task<> {
        const auto schemas = store::store_schemas();
        if (auto done = co_await db::migrate(database, schemas); !done) co_return done.error();
        co_return co_await print_progress(database);
    });
}

result<void> adopt_files(const config::Settings& settings) {
    return with_ground(settings, [](store::Ground& ground) -> task<> {
        if (auto fit = co_await ground.check_keys(); !fit) co_return fit;
        auto adopted = co_await store::sql::adopt_files(ground.database(), ground.objects());
        if (adopted) std::cout << "files that no session names go from the next start on, once they are a day old\n";
        co_return adopted;
    });
}

result<void> make_backup(const config::Settings& settings, const std::filesystem::path& target) {
    if (!settings.database_url.empty()) {
        return problem(errc::internal,
                       "DATABASE_URL is set: pg_dump and a copy of the files make its backup, see docs/operations.md");
    }
    return with_tables(
        settings, [&](db::Database& database) -> task<> { return print_backup(database, settings.data_dir, target); });
}

}  // namespace baton::core::app
