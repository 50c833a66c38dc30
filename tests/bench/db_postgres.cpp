// db-postgres URL [CALLERS [SECONDS]]: commits of one row, one after the other by each caller, and what they cost.
#include "core/db/postgres/postgres_database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

using namespace baton::core;
using namespace baton::core::db::postgres;
namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

namespace {

struct Run {
    Clock::time_point until;
    std::vector<double> took;  ///< in microseconds
    std::uint64_t failed = 0;
    int running = 0;
};

double cpu_micros() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto micros = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return micros(usage.ru_utime) + micros(usage.ru_stime);
}

asio::awaitable<void> call(PostgresDatabase& database, Run& run, std::int64_t caller) {
    const std::string text(300, 'x');
    for (std::int64_t id = caller; Clock::now() < run.until; id += 1'000'000) {
        const auto began = Clock::now();
        const auto done = co_await database.commit({{"INSERT INTO bench_commits VALUES ($1, $2)", {id, text}}});
        if (done)
            run.took.push_back(Micros{Clock::now() - began}.count());
        else
            ++run.failed;
    }
    if (--run.running == 0) co_await database.close();
}

asio::awaitable<void> begin(asio::io_context& context, Settings settings, int callers, std::chrono::seconds length,
                            Run& run, std::unique_ptr<PostgresDatabase>& database) {
    auto opened = co_await PostgresDatabase::open(context.get_executor(), std::move(settings));
    if (!opened) {
        std::puts(opened.error().detail.c_str());
        co_return;
    }
    database = std::move(*opened);
    const auto table = co_await database->commit(
        {{"DROP TABLE IF EXISTS bench_commits"}, {"CREATE TABLE bench_commits (id bigint PRIMARY KEY, body text)"}});
    if (!table) std::puts(table.error().detail.c_str());
    run.until = Clock::now() + length;
    run.running = callers;
    for (int caller = 0; caller < callers; ++caller) {
        asio::co_spawn(context, call(*database, run, caller), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
    }
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) return 2;
    const int callers = count > 2 ? std::atoi(words[2]) : 64;
    const std::chrono::seconds length{count > 3 ? std::atoi(words[3]) : 5};
    Settings settings;
    settings.url = words[1];
    if (const char* connections = std::getenv("CONNECTIONS"))
        settings.connections = std::strtoul(connections, nullptr, 10);
    asio::io_context context;
    std::unique_ptr<PostgresDatabase> database;
    Run run;
    const auto cpu = cpu_micros();
    asio::co_spawn(context, begin(context, settings, callers, length, run, database),
                   [](const std::exception_ptr& thrown) {
                       if (thrown) std::rethrow_exception(thrown);
                   });
    context.run();
    if (run.took.empty()) return 1;
    std::ranges::sort(run.took);
    const auto commits = static_cast<double>(run.took.size());
    const auto at = [&](double share) { return run.took[static_cast<std::size_t>(share * (commits - 1))] / 1000; };
    std::printf("%.0f commits/s, %.1f us of CPU each, p50 %.1f ms, p99 %.1f ms, %lu failed\n",
                commits / static_cast<double>(length.count()), (cpu_micros() - cpu) / commits, at(0.5), at(0.99),
                run.failed);
}
