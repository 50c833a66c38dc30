#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <exception>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace baton::core;
using namespace baton::core::db;
using namespace baton::core::db::postgres;
using namespace std::chrono_literals;

namespace {

constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
constexpr auto highest = std::numeric_limits<std::int64_t>::max();

void create(TestDatabase& database, std::string_view table) {
    REQUIRE(database.commit({{table}}).has_value());
}

}  // namespace

TEST_CASE("numbers, texts and NULL come back as they went") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    create(database, "CREATE TABLE kinds (a bigint, b bigint, c text, d text, e bigint)");
    const std::string odd = "it's $1 \\ \"ö\" \U0001F600\n\t";
    const auto kept =
        database.commit({{"INSERT INTO kinds VALUES ($1, $2, $3, $4, $5)", {lowest, highest, odd, std::string{}, {}}},
                         {"SELECT * FROM kinds"}});
    REQUIRE(kept.has_value());
    CHECK(kept->at(0).changed == 1);
    CHECK(kept->at(1).changed == 0);
    const auto read = database.query({"SELECT * FROM kinds"});
    REQUIRE(read.has_value());
    REQUIRE(read->rows.size() == 1);
    CHECK(read->rows.at(0) == Row{lowest, highest, odd, std::string{}, {}});
    CHECK(kept->at(1).rows == read->rows);
}

TEST_CASE("all integers, booleans and sums are numbers, all else is text") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    const auto read =
        database.query({"SELECT 1::smallint, 2::int, 3::bigint, true, false, sum(4::bigint), 1.5, 'x'::varchar, "
                        "$1, $2 + 1, sum(9223372036854775807)",
                        {std::int64_t{5'000'000'000}, std::int64_t{5'000'000'000}}});
    REQUIRE(read.has_value());
    CHECK(read->rows.at(0) == Row{std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, std::int64_t{1}, std::int64_t{0},
                                  std::int64_t{4}, std::string{"1.5"}, std::string{"x"}, std::int64_t{5'000'000'000},
                                  std::int64_t{5'000'000'001}, highest});
    const auto beyond = database.query({"SELECT sum(x) FROM (VALUES (9223372036854775807), (1)) AS t(x)"});
    REQUIRE(beyond.has_value());
    CHECK(beyond->rows.at(0) == Row{std::string{"9223372036854775808"}});
}

TEST_CASE("a text of half a megabyte, and a thousand rows") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    const std::string large(512UL * 1024, 'x');
    const auto read = database.query({"SELECT n, $1 || n FROM generate_series(1, 100) AS n", {large}});
    REQUIRE(read.has_value());
    CHECK(read->rows.size() == 100);
    CHECK(read->rows.back() == Row{std::int64_t{100}, large + "100"});
}

TEST_CASE("what PostgreSQL has no place for is refused before it is sent") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    const auto zero = database.query({"SELECT $1", {std::string{"a\0b", 3}}});
    REQUIRE_FALSE(zero.has_value());
    CHECK(zero.error().code == errc::internal);
    const auto many = database.query({"SELECT 1", std::vector<Value>(65536)});
    REQUIRE_FALSE(many.has_value());
    CHECK(many.error().code == errc::internal);
}

TEST_CASE("a transaction is kept as a whole or not at all") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    create(database, "CREATE TABLE whole (id text PRIMARY KEY)");
    CHECK(database.commit({{"INSERT INTO whole VALUES ('a')"}, {"INSERT INTO whole VALUES ('b')"}}).has_value());
    const auto twice = database.commit(
        {{"INSERT INTO whole VALUES ('c')"}, {"INSERT INTO whole VALUES ('a')"}, {"INSERT INTO whole VALUES ('d')"}});
    REQUIRE_FALSE(twice.has_value());
    CHECK(twice.error().code == errc::conflict);
    const auto wrong =
        database.commit({{"INSERT INTO whole VALUES ('e')"}, {"INSERT INTO nowhere VALUES ($1)", {"secret"}}});
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == errc::internal);
    CHECK(wrong.error().detail.find("42P01") != std::string::npos);
    CHECK(wrong.error().detail.find("secret") == std::string::npos);
    CHECK(database.number({"SELECT count(*) FROM whole"}) == 2);
    CHECK(database.commit({}).has_value());
}

TEST_CASE("a constraint that is checked at the end of a transaction is a conflict as well") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    create(database, "CREATE TABLE late (id bigint UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    const auto twice = database.commit({{"INSERT INTO late VALUES (1)"}, {"INSERT INTO late VALUES (1)"}});
    REQUIRE_FALSE(twice.has_value());
    CHECK(twice.error().code == errc::conflict);
    CHECK(database.commit({{"INSERT INTO late VALUES (1)"}}).has_value());
    CHECK(database.number({"SELECT count(*) FROM late"}) == 1);
}

TEST_CASE("a thousand commits of many callers on two threads, refusals among them") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    create(database, "CREATE TABLE crowd (id bigint PRIMARY KEY, who bigint)");
    struct Count {
        std::atomic<int> kept{0}, conflicts{0}, others{0}, astray{0};
    } count;
    // Half of the numbers are wanted by two callers.
    const auto caller = [](Database& shared, Count& counted, std::int64_t who) -> boost::asio::awaitable<void> {
        const auto home = std::this_thread::get_id();
        for (std::int64_t i = 0; i < 25; ++i) {
            const auto id = i % 2 == 0 ? who * 1000 + i : (who / 2) * 1000 + i;
            const auto done = co_await shared.commit({{"INSERT INTO crowd VALUES ($1, $2)", {id, who}}});
            if (done)
                ++counted.kept;
            else if (done.error().code == errc::conflict)
                ++counted.conflicts;
            else
                ++counted.others;
            const auto read = co_await shared.query({"SELECT $1", {id}});
            if (!read || read->rows.at(0).at(0) != Value{id}) ++counted.others;
            if (std::this_thread::get_id() != home) ++counted.astray;
        }
    };
    const auto crowd = [&](std::int64_t first) {
        boost::asio::io_context context;
        for (auto who = first; who < first + 20; ++who) {
            boost::asio::co_spawn(context, caller(*database, count, who), [](const std::exception_ptr& thrown) {
                if (thrown) std::rethrow_exception(thrown);
            });
        }
        context.run();
    };
    std::thread other{[&] { crowd(0); }};
    crowd(20);
    other.join();
    CHECK(count.others == 0);
    CHECK(count.astray == 0);
    CHECK(count.kept + count.conflicts == 1000);
    CHECK(database.number({"SELECT count(*) FROM crowd"}) == count.kept);
    CHECK(count.conflicts > 0);
}

TEST_CASE("transactions that lock each other out are tried again until both are kept") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    create(database, "CREATE TABLE locks (id bigint PRIMARY KEY, n bigint)");
    REQUIRE(database.commit({{"INSERT INTO locks VALUES (1, 0), (2, 0)"}}).has_value());
    const auto add = [](Database& shared, std::int64_t first, std::int64_t second) -> boost::asio::awaitable<void> {
        const auto done = co_await shared.commit({{"UPDATE locks SET n = n + 1 WHERE id = $1", {first}},
                                                  {"SELECT pg_sleep(0.2)"},
                                                  {"UPDATE locks SET n = n + 1 WHERE id = $1", {second}}});
        CHECK(done.has_value());
    };
    const auto rethrow = [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    };
    boost::asio::io_context context;
    boost::asio::co_spawn(context, add(*database, 1, 2), rethrow);
    boost::asio::co_spawn(context, add(*database, 2, 1), rethrow);
    context.run();
    CHECK(database.number({"SELECT sum(n) FROM locks"}) == 4);
}

TEST_CASE("the server's clock is known, and counts nanoseconds") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    const auto before = database->calendar().date_of(BootClock::now());
    const std::chrono::nanoseconds shown{database.number({"SELECT baton_now()"})};
    const auto after = database->calendar().date_of(BootClock::now());
    // The server is this machine; what lies beyond is the doubt of the readings.
    CHECK(shown + 1s > before.time_since_epoch());
    CHECK(shown - 1s < after.time_since_epoch());
}

TEST_CASE("several nodes may create the clock at once") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    for (int round = 0; round < 3; ++round) {
        REQUIRE(database.commit({{"DROP FUNCTION IF EXISTS baton_now()"}}).has_value());
        std::vector<std::thread> nodes;
        std::atomic<int> opened{0};
        for (int node = 0; node < 6; ++node) {
            nodes.emplace_back([&] {
                auto settings = settings_of(cluster->url());
                settings.connections = 1;
                TestDatabase another{settings};
                if (!another.opened && another.number({"SELECT baton_now() > 0"}) == 1) ++opened;
            });
        }
        for (auto& node : nodes) node.join();
        CHECK(opened == 6);
    }
}

TEST_CASE("after its end a database answers with errors, and so do calls on their way") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    TestDatabase watcher{settings_of(cluster->url())};
    boost::asio::io_context context;
    const auto rethrow = [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    };
    const auto asks = [](Database& shared, bool changes) -> boost::asio::awaitable<void> {
        if (changes) {
            const auto done = co_await shared.commit({{"SELECT pg_sleep(30), 1"}});
            REQUIRE_FALSE(done.has_value());
            CHECK(done.error().code == errc::uncertain);
        } else {
            const auto done = co_await shared.query({"SELECT pg_sleep(30)"});
            REQUIRE_FALSE(done.has_value());
            CHECK(done.error().code == errc::unavailable);
        }
    };
    const auto ends = [](PostgresDatabase& shared, PostgresDatabase& watcher) -> boost::asio::awaitable<void> {
        for (bool sent = false; !sent;) {
            const auto seen =
                co_await watcher.query({"SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30), 1'"});
            sent = seen && !seen->rows.empty();
        }
        co_await shared.close();
        const auto late = co_await shared.query({"SELECT 1"});
        REQUIRE_FALSE(late.has_value());
        CHECK(late.error().code == errc::unavailable);
    };
    boost::asio::co_spawn(context, asks(*database, true), rethrow);
    boost::asio::co_spawn(context, asks(*database, false), rethrow);
    boost::asio::co_spawn(context, ends(*database, *watcher), rethrow);
    context.run();
}
