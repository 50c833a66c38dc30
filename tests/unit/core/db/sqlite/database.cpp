#include "core/db/sqlite/database.hpp"

#include "core/db/sqlite/clock.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/scratch.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <thread>
#include <utility>

using namespace baton::core;
using namespace baton::core::db;
using namespace std::chrono_literals;
using sqlite::Connection;
using sqlite::SqliteDatabase;

namespace {

/// A database in a directory of its own, which can be closed and opened again.
struct OneDatabase {
    Scratch scratch;
    std::unique_ptr<SqliteDatabase> database;
    boost::asio::io_context context;

    OneDatabase() { open(); }
    void open() {
        database.reset();
        auto opened = SqliteDatabase::open(file());
        REQUIRE_MESSAGE(opened.has_value(), opened.error().detail);
        database = std::move(*opened);
    }
    std::filesystem::path file() const { return scratch.path / "test.sqlite"; }

    result<std::vector<Answer>> commit(std::vector<Statement> statements) {
        return run_on(context, database->commit(std::move(statements)));
    }
    result<Answer> query(Statement statement) { return run_on(context, database->query(std::move(statement))); }
    void make_table() { REQUIRE(commit({{"CREATE TABLE t (id bigint PRIMARY KEY, body text)"}}).has_value()); }
    std::int64_t count() { return *number_of(query({"SELECT count(*) FROM t"})->rows.at(0).at(0)); }
};

std::string message_of(const std::filesystem::path& file) {
    auto opened = SqliteDatabase::open(file);
    return opened ? "opened" : opened.error().detail;
}

}  // namespace

TEST_CASE("sqlite: what is written is read again, and after the file was opened anew") {
    OneDatabase world;
    world.make_table();
    const auto written = world.commit({{"INSERT INTO t VALUES ($1, $2)", {std::int64_t{-5}, std::string{"ä\"'"}}},
                                       {"INSERT INTO t (body, id) VALUES ($2, $1)", {std::int64_t{7}, Value{}}}});
    REQUIRE(written.has_value());
    CHECK(written->at(0).changed == 1);
    world.open();
    const auto read = world.query({"SELECT id, body FROM t WHERE id < $1 ORDER BY id", {std::int64_t{100}}});
    REQUIRE(read.has_value());
    CHECK(read->rows == std::vector<Row>{{std::int64_t{-5}, std::string{"ä\"'"}}, {std::int64_t{7}, Value{}}});
    const auto changed = world.commit({{"UPDATE t SET body = $1 RETURNING id", {std::string{"x"}}}});
    CHECK(changed->at(0).changed == 2);
    CHECK(changed->at(0).rows.size() == 2);
}

TEST_CASE("sqlite: a transaction is made whole or not at all, and its fault is nobody else's") {
    OneDatabase world;
    world.make_table();
    const auto insert = [](std::int64_t id) { return Statement{"INSERT INTO t (id) VALUES ($1)", {id}}; };
    CHECK(world.commit({insert(1), insert(2), insert(1)}).error().code == errc::conflict);
    CHECK(world.count() == 0);
    CHECK(world.commit({insert(1), {"INSERT INTO nowhere VALUES (1)"}}).error().code == errc::internal);
    CHECK(world.commit({{"INSERT INTO t (id) VALUES ($1)"}}).error().code == errc::internal);
    CHECK(world.count() == 0);

    // All are waiting before the first is written, so they share transactions with those that fail.
    std::atomic<int> made = 0;
    std::atomic<int> refused = 0;
    for (std::int64_t i = 0; i < 200; ++i) {
        boost::asio::co_spawn(world.context, world.database->commit({insert(i), insert(i % 3 == 0 ? i : 1000 + i)}),
                              [&](const std::exception_ptr& thrown, const result<std::vector<Answer>>& outcome) {
                                  CHECK_FALSE(thrown);
                                  ++(outcome ? made : refused);
                              });
    }
    world.context.restart();
    world.context.run();
    CHECK(made == 133);
    CHECK(refused == 67);
    CHECK(world.count() == 266);
}

TEST_CASE("sqlite: a query sees all that was committed before") {
    OneDatabase world;
    world.make_table();
    for (std::int64_t i = 0; i < 50; ++i) {
        REQUIRE(world.commit({{"INSERT INTO t (id) VALUES ($1)", {i}}}).has_value());
        CHECK(world.count() == i + 1);
    }
    // Who copies the file once it is closed has all of it.
    world.database->close();
    CHECK_FALSE(std::filesystem::exists(world.file().string() + "-wal"));
}

TEST_CASE("sqlite: a file that cannot be written for a while loses nothing and recovers by itself") {
    OneDatabase world;
    world.make_table();
    REQUIRE(world.commit({{"INSERT INTO t (id) VALUES (1)"}}).has_value());
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit none = before;
    none.rlim_cur = 1;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
    const auto refused = world.commit({{"INSERT INTO t (id) VALUES (2)"}});
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
    REQUIRE(refused.has_error());
    CHECK((refused.error().code == errc::unavailable || refused.error().code == errc::uncertain));
    CHECK(world.count() == 1);
    CHECK(world.commit({{"INSERT INTO t (id) VALUES (3)"}}).has_value());
    CHECK(world.count() == 2);
}

TEST_CASE("sqlite: a file that is none of its own stops the start in one line") {
    const Scratch scratch;
    scratch.write("text", std::string(5000, 'x'));
    CHECK(message_of(scratch.path / "text").find("file is not a database") != std::string::npos);
    CHECK(message_of(scratch.path / "nowhere" / "file").find("No such file or directory") != std::string::npos);
    CHECK(message_of(scratch.path).find("unable to open database file") != std::string::npos);
    std::filesystem::create_symlink(scratch.path / "text", scratch.path / "link");
    CHECK(message_of(scratch.path / "link") != "opened");

    const auto damaged = scratch.path / "damaged";
    {
        boost::asio::io_context context;
        auto database = *SqliteDatabase::open(damaged);
        std::vector<Statement> fill{{"CREATE TABLE t (body text)"}};
        for (int i = 0; i < 100; ++i) fill.push_back({"INSERT INTO t VALUES ($1)", {std::string(1000, 'y')}});
        REQUIRE(run_on(context, database->commit(std::move(fill))).has_value());
    }
    std::fstream file{damaged, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(4 * 4096);
    file << std::string(4096, '\xff');
    file.close();
    CHECK(message_of(damaged).find("the file is damaged: ") != std::string::npos);
}

TEST_CASE("sqlite: the way to a file may lead over links") {
    const Scratch scratch;
    std::filesystem::create_directory(scratch.path / "real");
    std::filesystem::create_directory_symlink(scratch.path / "real", scratch.path / "link");
    CHECK(message_of(scratch.path / "link" / "file") == "opened");
    CHECK(std::filesystem::exists(scratch.path / "real" / "file"));
}

TEST_CASE("sqlite: the clock of a file is the date once, and from then on nobody sets it") {
    OneDatabase world;
    const auto now = *number_of(world.query({"SELECT baton_now()"})->rows.at(0).at(0));
    const auto date = std::chrono::nanoseconds{WallClock::now().time_since_epoch()}.count();
    CHECK(std::abs(now - date) < std::chrono::nanoseconds{1min}.count());
    const BootClock::time_point some{1h};
    CHECK(*number_of(world.query({"SELECT baton_now()"})->rows.at(0).at(0)) > now);

    // Opened again since the machine was started: the same, whatever the date is now.
    auto writes = Connection::open(world.file(), Connection::Access::write, [] { return std::int64_t{0}; });
    REQUIRE(writes.has_value());
    REQUIRE((*writes)->run(Statement{"UPDATE baton_clock SET ahead = $1", {std::int64_t{42}}}).has_value());
    const auto kept = clock_of(**writes, sqlite::this_boot());
    CHECK(kept->date_of(some) == Calendar{42ns}.date_of(some));
    // Since then the machine was started again.
    const auto anew = clock_of(**writes, "another start");
    CHECK(anew->date_of(BootClock::now()) > WallClock::now() - 1min);
    CHECK(clock_of(**writes, "another start")->date_of(some) == anew->date_of(some));
}

TEST_CASE("sqlite: what was handed in before it is closed is written") {
    OneDatabase world;
    world.make_table();
    int made = 0;
    for (std::int64_t i = 0; i < 100; ++i) {
        boost::asio::co_spawn(world.context, world.database->commit({{"INSERT INTO t (id) VALUES ($1)", {i}}}),
                              [&](const std::exception_ptr&, const result<std::vector<Answer>>& outcome) {
                                  made += outcome.has_value() ? 1 : 0;
                              });
    }
    // The calls begin, and nobody takes their answers yet.
    world.context.restart();
    world.context.poll();
    world.database->close();
    world.context.run();
    CHECK(made == 100);
    world.open();
    CHECK(world.count() == 100);
}
