#include "tests/unit/core/db/postgres/load.hpp"
#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <thread>

using namespace baton::core;
using namespace baton::core::db;
using namespace baton::core::db::postgres;
using namespace std::chrono_literals;

namespace {

Problem why_not(const std::string& url, std::chrono::milliseconds connect_timeout = 20s) {
    auto settings = settings_of(url);
    settings.connect_timeout = connect_timeout;
    TestDatabase database{settings};
    REQUIRE(database.opened.has_value());
    CHECK(database.opened->detail.find('\n') == std::string::npos);
    CHECK(database.opened->detail.find("geheim") == std::string::npos);
    return *database.opened;
}

/// A database whose calls do not wait for long, once the machine lets it begin.
bool open_impatient(std::optional<TestDatabase>& database, const std::string& url) {
    auto settings = settings_of(url, 1s);
    settings.connect_timeout = 1s;
    return eventually([&] {
        database.emplace(settings);
        return !database->opened;
    });
}

std::string at(const TestCluster& cluster, const std::string& user, const std::string& rest = "/postgres") {
    return "postgresql://" + user + "@127.0.0.1:" + std::to_string(cluster.port()) + rest;
}

}  // namespace

TEST_CASE("a URL that leads nowhere is one line without its password") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    const auto wrong_name = why_not(at(*cluster, "baton:geheim", "/nowhere"));
    CHECK(wrong_name.code == errc::internal);
    CHECK(wrong_name.detail.find("nowhere") != std::string::npos);
    CHECK(why_not(at(*cluster, "geheim:geheim")).code == errc::internal);
    CHECK(why_not("postgresql://baton:geheim@127.0.0.1:" + std::to_string(cluster->port() + 1) + "/postgres").code ==
          errc::unavailable);
    CHECK(why_not("postgresql://baton:geheim@name.invalid/postgres").code == errc::unavailable);
    CHECK(why_not("host=x geheim").code == errc::internal);
}

TEST_CASE("a wrong password is a fault of the settings") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    // Of the shared server only one role asks for a password, so that the other tests need none.
    REQUIRE(database.commit({{"CREATE ROLE guarded LOGIN PASSWORD 'right'"}}).has_value());
    REQUIRE(cluster->run("guard_role").get() != nullptr);
    const auto wrong = why_not(at(*cluster, "guarded:geheim"));
    CHECK(wrong.code == errc::internal);
    CHECK(wrong.detail.find("28P01") != std::string::npos);
    TestDatabase right{settings_of(at(*cluster, "guarded:right"))};
    CHECK_FALSE(right.opened.has_value());
    CHECK(right.number({"SELECT 1"}) == 1);
}

TEST_CASE("a server that takes connections and says nothing is given up in time") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    REQUIRE(cluster->run("freeze").get() != nullptr);
    const auto silent = why_not(cluster->url(), 500ms);
    REQUIRE(cluster->run("thaw").get() != nullptr);
    CHECK(silent.code == errc::unavailable);
    CHECK(silent.detail.find("does not answer") != std::string::npos);
}

TEST_CASE("the next server is asked when the first is not there") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    const auto port = std::to_string(cluster->port());
    TestDatabase database{settings_of("postgresql://baton@127.0.0.1:" + std::to_string(cluster->port() + 1) +
                                      ",localhost:" + port + "/postgres")};
    CHECK_FALSE(database.opened.has_value());
    CHECK(database.number({"SELECT 1"}) == 1);
}

TEST_CASE("a commit whose connection is ended is uncertain, a query is asked again") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    TestDatabase other{settings_of(cluster->url())};
    // Ends the one backend that runs `query`, once it does: it counts as active before the first of it has been run.
    const auto terminate = [&](const std::string& query) {
        return eventually([&] {
            return other.number({"SELECT count(*) FROM (SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                 "WHERE query = $1 AND wait_event = 'PgSleep') AS ended",
                                 {query}}) > 0;
        });
    };
    std::thread first{[&] { CHECK(terminate("SELECT pg_sleep(40), 'kept'")); }};
    const auto kept = database.commit({{"SELECT pg_sleep(40), 'kept'"}});
    first.join();
    REQUIRE_FALSE(kept.has_value());
    CHECK(kept.error().code == errc::uncertain);

    // Only the first attempt takes its time.
    REQUIRE(database.commit({{"CREATE SEQUENCE attempts"}}).has_value());
    constexpr auto* question = "SELECT pg_sleep(CASE WHEN nextval('attempts') = 1 THEN 40 ELSE 0 END), 'asked'";
    std::thread second{[&] { CHECK(terminate(question)); }};
    const auto asked = database.query({question});
    second.join();
    REQUIRE(asked.has_value());
    CHECK(asked->rows.at(0).at(1) == Value{"asked"});
}

TEST_CASE("a statement that the server cancels changed nothing") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    TestDatabase other{settings_of(cluster->url())};
    std::thread cancels{[&] {
        CHECK(eventually([&] {
            return other.number({"SELECT count(*) FROM (SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                                 "WHERE query = 'SELECT pg_sleep(41)' AND wait_event = 'PgSleep') AS ended"}) > 0;
        }));
    }};
    const auto cancelled = database.commit({{"SELECT pg_sleep(41)"}});
    cancels.join();
    REQUIRE_FALSE(cancelled.has_value());
    CHECK(cancelled.error().code == errc::unavailable);
}

TEST_CASE("a server that became read-only is left, and found again when it takes writes") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    std::optional<TestDatabase> impatient;
    REQUIRE(open_impatient(impatient, cluster->url()));
    auto& database = *impatient;
    TestDatabase other{settings_of(cluster->url() + "?target_session_attrs=any")};
    REQUIRE(other.commit({{"CREATE TABLE writable (id bigint PRIMARY KEY)"}}).has_value());
    const auto set_read_only = [&](std::string_view statement) {
        REQUIRE(other.query({statement}).has_value());
        REQUIRE(other.query({"SELECT pg_reload_conf()"}).has_value());
    };
    set_read_only("ALTER SYSTEM SET default_transaction_read_only = on");
    // Until its backends have read it.
    const auto refused = eventually([&] {
        const auto done = database.commit({{"INSERT INTO writable VALUES (1) ON CONFLICT DO NOTHING"}});
        return !done && done.error().code == errc::unavailable;
    });
    CHECK(refused);
    set_read_only("ALTER SYSTEM RESET default_transaction_read_only");
    CHECK(eventually([&] { return database.commit({{"INSERT INTO writable VALUES (2)"}}).has_value(); }));
}

TEST_CASE("a frozen server: what was sent is uncertain, the rest unavailable, and it comes back") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase patient{settings_of(cluster->url())};
    REQUIRE(patient.commit({{"CREATE TABLE frozen (id bigint PRIMARY KEY)"}}).has_value());
    std::optional<TestDatabase> impatient;
    REQUIRE(open_impatient(impatient, cluster->url()));
    auto& database = *impatient;
    REQUIRE(cluster->run("freeze").get() != nullptr);
    const auto sent = database.commit({{"INSERT INTO frozen VALUES (1)"}});
    REQUIRE_FALSE(sent.has_value());
    CHECK(sent.error().code == errc::uncertain);
    const auto asked = database.query({"SELECT 1"});
    REQUIRE_FALSE(asked.has_value());
    CHECK(asked.error().code == errc::unavailable);
    REQUIRE(cluster->run("thaw").get() != nullptr);
    CHECK(eventually([&] { return database.commit({{"INSERT INTO frozen VALUES (2)"}}).has_value(); }));
}

TEST_CASE("calls beyond those that may wait are refused at once") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    auto settings = settings_of(cluster->url(), 60s);
    settings.connections = 1;
    settings.queue_limit = 2;
    TestDatabase database{settings};
    struct Count {
        int answered = 0, refused = 0;
    } count;
    // One connection carries eight, and two wait, until the server goes on.
    const auto ask = [](Database& shared, const TestCluster& server, Count& counted) -> boost::asio::awaitable<void> {
        const auto done = co_await shared.query({"SELECT 1"});
        ++(done ? counted.answered : counted.refused);
        if (!done) CHECK(done.error().code == errc::unavailable);
        if (counted.refused == 10) CHECK(server.run("thaw").get() != nullptr);
    };
    REQUIRE(cluster->run("freeze").get() != nullptr);
    boost::asio::io_context context;
    for (int i = 0; i < 20; ++i) {
        boost::asio::co_spawn(context, ask(*database, *cluster, count), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
    }
    context.run();
    CHECK(cluster->run("thaw").get() != nullptr);
    // The driver's own look at the clock may be among them.
    CHECK(count.answered >= 9);
    CHECK(count.refused >= 10);
}

TEST_CASE("a server killed under load loses nothing that it acknowledged, and is found again") {
    auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    Load load{*database, "killed"};
    REQUIRE(database.commit({{load.create}}).has_value());
    load.start(16);
    for (int round = 0; round < 2; ++round) {
        REQUIRE(load.wait_for_more(300));
        REQUIRE(cluster->run("kill").get() != nullptr);
        REQUIRE(cluster->run("revive").get() != nullptr);
    }
    CHECK(load.wait_for_more(300));
    load.stop();
    load.check(database);
}

TEST_CASE("a primary and its standby") {
    const auto cluster = TestCluster::with_standby();
    if (cluster == nullptr) return;
    TestDatabase database{settings_of(cluster->url())};
    Load load{*database, "promoted"};
    REQUIRE(database.commit({{load.create}}).has_value());

    // What only the primary has is uncertain, although it acknowledges it when somebody ends its wait.
    TestDatabase other{settings_of(cluster->url())};
    REQUIRE(cluster->run("cut").get() != nullptr);
    std::thread cancels{[&] {
        CHECK(eventually([&] {
            return other.number({"SELECT count(*) FROM (SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                                 "WHERE query LIKE 'INSERT INTO promoted%' AND wait_event = 'SyncRep') AS ended"}) > 0;
        }));
    }};
    const auto alone = database.commit({{"INSERT INTO promoted VALUES (-1, 1), (-1, 3)"}});
    cancels.join();
    CHECK(cluster->run("mend").get() != nullptr);
    REQUIRE_FALSE(alone.has_value());
    CHECK(alone.error().code == errc::uncertain);
    CHECK(alone.error().detail.find("standby") != std::string::npos);
    REQUIRE(database.commit({{"DELETE FROM promoted"}}).has_value());

    // The standby is found when it was promoted, and has all that was acknowledged.
    load.start(16);
    REQUIRE(load.wait_for_more(300));
    REQUIRE(cluster->run("kill").get() != nullptr);
    REQUIRE(cluster->run("promote").get() != nullptr);
    CHECK(load.wait_for_more(300));
    load.stop();
    load.check(database);
    CHECK(database.number({"SELECT inet_server_port()"}) == cluster->port() + 1);
}
