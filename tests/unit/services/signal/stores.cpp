// One suite for every place that sessions can be kept in.
#include "core/db/sqlite/database.hpp"
#include "core/observe/log.hpp"
#include "services/signal/memory_store.hpp"
#include "services/signal/sql_store.hpp"
#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/scratch.hpp"
#include "tests/unit/services/signal/store_suite.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace baton::core;
using namespace baton::services::signal;

namespace {

constexpr Millis life = 86'400'000;
constexpr Limits usual{.candidates = 4, .of_origin = 100, .sessions = 1000};
constexpr Limits small{.candidates = 4, .of_origin = 3, .sessions = 5};

using Test = task<> (*)(suite::Subject);

/// As if the time of all had come.
task<> expire(db::Database& database) {
    std::vector<db::Statement> statements{{"UPDATE signal_session SET expires_at = baton_now()"},
                                          {"UPDATE signal_candidate SET expires_at = baton_now()"}};
    const auto done = co_await database.commit(std::move(statements));
    co_return done ? result<>{} : result<>{done.error()};
}

void in_memory(Test test, Limits limits) {
    Millis now = 1'000;
    MemoryStore store{limits, life, [&now] { return now; }};
    boost::asio::io_context context;
    const auto expire = [&]() -> task<> {
        now += life;
        co_return result<>{};
    };
    CHECK(run_on(context, test({store, expire})).has_value());
}

void in_sqlite(Test test, Limits limits) {
    log::start(log::Level::error, false);
    const Scratch scratch;
    const std::shared_ptr<db::sqlite::SqliteDatabase> database =
        *db::sqlite::SqliteDatabase::open(scratch.path / "signal.db", db::sqlite::Durability::process);
    SqlStore store{database, limits, life, [&] { database->close(); }};
    boost::asio::io_context context;
    REQUIRE(run_on(context, store.start()).has_value());
    CHECK(run_on(context, test({store, [&] { return expire(*database); }})).has_value());
    store.close();
}

void in_postgres(Test test, Limits limits) {
    log::start(log::Level::error, false);
    auto* cluster = db::postgres::TestCluster::shared();
    if (cluster == nullptr) return;
    db::postgres::TestDatabase database{db::postgres::settings_of(cluster->url())};
    const std::shared_ptr<db::Database> shared{&*database, [](db::Database*) {}};
    SqlStore store{shared, limits, life, [] {}};
    REQUIRE(database.wait(store.start()).has_value());
    for (const auto* table : {"DELETE FROM signal_session", "DELETE FROM signal_candidate"}) {
        REQUIRE(database.commit({{table}}).has_value());
    }
    CHECK(database.wait(test({store, [&] { return expire(*database); }})).has_value());
}

void everywhere(Test test, Limits limits) {
    SUBCASE("in memory") {
        in_memory(test, limits);
    }
    SUBCASE("in SQLite") {
        in_sqlite(test, limits);
    }
    SUBCASE("in PostgreSQL") {
        in_postgres(test, limits);
    }
}

}  // namespace

TEST_CASE("signal: sessions in lists") {
    everywhere(suite::lists, usual);
}

TEST_CASE("signal: what two sides say to each other") {
    everywhere(suite::talk, usual);
}

TEST_CASE("signal: a session is its origin's alone") {
    everywhere(suite::strangers, usual);
}

TEST_CASE("signal: what has expired is nowhere and takes nobody's place") {
    everywhere(suite::ends, small);
}

TEST_CASE("signal: the sweep leaves nothing of what has expired") {
    log::start(log::Level::error, false);
    const Scratch scratch;
    const std::shared_ptr<db::sqlite::SqliteDatabase> database =
        *db::sqlite::SqliteDatabase::open(scratch.path / "signal.db", db::sqlite::Durability::process);
    SqlStore store{database, usual, life, [] {}};
    boost::asio::io_context context;
    REQUIRE(run_on(context, store.start()).has_value());
    for (int i = 0; i < 700; ++i) {
        const auto code = run_on(context, suite::create(store, "a" + std::to_string(i % 10), "t"));
        REQUIRE(code.has_value());
        const Key key{*code, "a" + std::to_string(i % 10)};
        REQUIRE(run_on(context, store.add_candidate(key, Side::offerer, "\"1\"")).has_value());
    }
    REQUIRE(run_on(context, expire(*database)).has_value());
    REQUIRE(run_on(context, store.sweep()).has_value());
    for (const auto* count : {"SELECT count(*) FROM signal_session", "SELECT count(*) FROM signal_candidate"}) {
        CHECK(run_on(context, database->query({count}))->rows.at(0).at(0) == db::Value{std::int64_t{0}});
    }
    database->close();
}

TEST_CASE("signal: far from a limit nobody takes a turn, and the limits hold all the same") {
    log::start(log::Level::error, false);
    const Scratch scratch;
    const std::shared_ptr<db::sqlite::SqliteDatabase> database =
        *db::sqlite::SqliteDatabase::open(scratch.path / "signal.db", db::sqlite::Durability::process);
    SqlStore store{database, {.candidates = 4, .of_origin = 520, .sessions = 600}, life, [] {}};
    boost::asio::io_context context;
    REQUIRE(run_on(context, store.start()).has_value());
    const auto made = [&](const char* origin, int count) {
        for (int i = 0; i < count; ++i) {
            if (!run_on(context, suite::create(store, origin, "t"))) return i;
        }
        return count;
    };
    CHECK(made("a", 530) == 520);
    CHECK(run_on(context, suite::create(store, "a", "t")).error().code == errc::too_many_requests);
    CHECK(made("b", 90) == 80);
    CHECK(run_on(context, suite::create(store, "c", "t")).error().code == errc::overloaded);
    database->close();
}

TEST_CASE("signal: texts in memory have their limit") {
    Limits limits = usual;
    limits.memory = 4000;
    Millis now = 1'000;
    MemoryStore store{limits, 100, [&now] { return now; }};
    boost::asio::io_context context;
    const auto code = run_on(context, suite::create(store, "a", "t", std::string(2000, 'x')));
    REQUIRE(code.has_value());
    CHECK(run_on(context, suite::create(store, "a", "t", std::string(2000, 'x'))).error().code == errc::overloaded);
    const std::string large = "\"" + std::string(2000, 'x') + "\"";
    CHECK(run_on(context, store.add_candidate({*code, "a"}, Side::offerer, large)).error().code == errc::overloaded);
    now += 100;
    CHECK(run_on(context, suite::create(store, "a", "t", std::string(2000, 'x'))).has_value());
}
