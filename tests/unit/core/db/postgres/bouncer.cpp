#include "tests/unit/core/db/postgres/load.hpp"
#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;
using namespace baton::core::db;
using namespace baton::core::db::postgres;
using namespace std::chrono_literals;

TEST_CASE("behind a pgbouncer in transaction mode all is as without it") {
    auto* cluster = TestCluster::shared();
    const auto url = cluster == nullptr ? "" : cluster->bouncer_url();
    if (url.empty()) return;
    // More connections than it has to the server.
    auto settings = settings_of(url);
    settings.connections = 8;
    TestDatabase database{settings};
    REQUIRE_FALSE(database.opened.has_value());
    Load load{*database, "bounced"};
    REQUIRE(database.commit({{load.create}}).has_value());
    load.start(64);
    CHECK(load.wait_for_more(2000));
    load.stop();
    load.check(database);
    CHECK(
        database.commit({{"INSERT INTO bounced VALUES (-1, 1)"}, {"INSERT INTO bounced VALUES (-1, 2)"}}).has_value());
    const auto twice =
        database.commit({{"INSERT INTO bounced VALUES (-2, 1)"}, {"INSERT INTO bounced VALUES (-1, 1)"}});
    REQUIRE_FALSE(twice.has_value());
    CHECK(twice.error().code == errc::conflict);
    CHECK(database.number({"SELECT count(*) FROM bounced WHERE id = -2"}) == 0);
}

TEST_CASE("a server killed behind a pgbouncer loses nothing that it acknowledged") {
    auto* cluster = TestCluster::shared();
    const auto url = cluster == nullptr ? "" : cluster->bouncer_url();
    if (url.empty()) return;
    TestDatabase database{settings_of(url)};
    REQUIRE_FALSE(database.opened.has_value());
    Load load{*database, "bounced_again"};
    REQUIRE(database.commit({{load.create}}).has_value());
    load.start(16);
    REQUIRE(load.wait_for_more(300));
    REQUIRE(cluster->run("kill").get() != nullptr);
    REQUIRE(cluster->run("revive").get() != nullptr);
    CHECK(load.wait_for_more(300));
    load.stop();
    load.check(database);
}
