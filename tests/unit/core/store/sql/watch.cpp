// Two servers on one PostgreSQL: what one changes wakes who listens at the other, and both count it.
#include "core/store/sql/watch.hpp"

#include "core/db/migrations.hpp"
#include "core/observe/log.hpp"
#include "core/session/lifecycle.hpp"
#include "core/store/disk/object_store.hpp"
#include "core/store/sql/file_store.hpp"
#include "core/store/sql/schema.hpp"
#include "core/store/sql/session_store.hpp"
#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"
#include "tests/unit/core/scratch.hpp"
#include "tests/unit/core/store/session_store_suite.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <array>
#include <memory>

using namespace baton::core;
using namespace baton::core::store;
using db::postgres::TestCluster;
using db::postgres::TestDatabase;

namespace {

struct Node {
    Node(const TestCluster& cluster, file::ObjectStore& objects)
        : database(db::postgres::settings_of(cluster.url())), files(*database, jobs, objects, 1000, {1500, 1500}) {
        log::start(log::Level::error, false);
    }

    template <class T>
    result<T> wait(task<T> work) {
        return database.wait(std::move(work));
    }
    bool count() { return wait(files.count(owners)).has_value() && wait(sessions.count()).has_value(); }

    TestDatabase database;
    access::Owners owners{*access::parse_api_keys("a:aaaaaaaaaaaaaaaaaaaa,b:bbbbbbbbbbbbbbbbbbbb")};
    outbox::Outbox jobs{*database};
    sql::SqlFileStore files;
    sql::SqlSessionStore sessions{*database, files, owners, Shares::Limits{2, 2}, sql::Times::of_the_database};
};

struct Two {
    explicit Two(const TestCluster& cluster) : here(cluster, *objects), there(cluster, *objects) {
        const std::array schemas{sql::schema(), outbox::Outbox::schema()};
        REQUIRE(here.wait(db::migrate(*here.database, schemas)).has_value());
        for (const auto* table : {"DELETE FROM session", "DELETE FROM session_file", "DELETE FROM session_annex"}) {
            REQUIRE(here.database.commit({{table}}).has_value());
        }
        REQUIRE(here.count());
        REQUIRE(there.count());
    }

    Scratch scratch;
    std::unique_ptr<disk::DiskObjectStore> objects = *disk::DiskObjectStore::open(scratch.path / "files");
    Node here;
    Node there;
};

}  // namespace

TEST_CASE("postgres: a change at another server wakes who listens here, once") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Two two{*cluster};
    boost::asio::io_context context;
    event::Hub hub;
    sql::Watch watch{*two.here.database, hub};
    const auto first = *two.there.wait(two.there.sessions.create(suite::make_session(session::TimePoint{})));
    int woken = 0;
    const auto listener = hub.subscribe(first->id(), context.get_executor(), [&woken] { ++woken; });
    const auto look = [&] {
        woken = 0;
        REQUIRE(two.here.wait(watch.look()).has_value());
        context.restart();
        context.run();
        return woken;
    };
    // Whatever happened before it was seen for the first time.
    CHECK(look() == 1);
    CHECK(look() == 0);
    REQUIRE(two.there.wait(two.there.sessions.compare_and_set(first->id(), 1, *first)).has_value());
    CHECK(look() == 1);
    CHECK(look() == 0);
    REQUIRE(two.there.wait(two.there.sessions.remove(first->id())).has_value());
    CHECK(look() == 1);
    CHECK(look() == 0);
}

TEST_CASE("postgres: more sessions are listened to than are asked for at once") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Two two{*cluster};
    boost::asio::io_context context;
    event::Hub hub;
    sql::Watch watch{*two.here.database, hub};
    const auto first = *two.there.wait(two.there.sessions.create(suite::make_session(session::TimePoint{})));
    int woken = 0;
    std::vector<event::Hub::Subscription> listeners;
    for (int i = 0; i < 4'500; ++i) {
        listeners.push_back(hub.subscribe(new_id(), context.get_executor(), [] { /* there is none */ }));
    }
    listeners.push_back(hub.subscribe(first->id(), context.get_executor(), [&woken] { ++woken; }));
    REQUIRE(two.here.wait(watch.look()).has_value());
    REQUIRE(two.there.wait(two.there.sessions.compare_and_set(first->id(), 1, *first)).has_value());
    REQUIRE(two.here.wait(watch.look()).has_value());
    context.run();
    CHECK(woken == 2);
}

TEST_CASE("postgres: limits count what other servers keep") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    Two two{*cluster};
    const auto make = [](Node& server) { return server.wait(server.sessions.create(suite::make_session({}))); };
    const auto one = make(two.here);
    const auto other = make(two.there);
    REQUIRE(one.has_value());
    REQUIRE(other.has_value());
    REQUIRE(two.here.count());
    CHECK(make(two.here).error().code == errc::storage_full);
    // Ends at the other server, which has not counted it.
    const auto tombstone = *session::lifecycle::tick(**one, (*one)->expires_at() + std::chrono::hours{1});
    REQUIRE(two.there.wait(two.there.sessions.compare_and_set((*one)->id(), 1, tombstone)).has_value());
    REQUIRE(two.here.count());
    CHECK(make(two.here).has_value());
    CHECK(make(two.here).error().code == errc::storage_full);
}
