// The tables of sessions and jobs, and every statement on them, on PostgreSQL.
#include "core/db/migrations.hpp"
#include "core/file/blob.hpp"
#include "core/observe/log.hpp"
#include "core/store/disk/object_store.hpp"
#include "core/store/sql/file_store.hpp"
#include "core/store/sql/installation.hpp"
#include "core/store/sql/orphans.hpp"
#include "core/store/sql/schema.hpp"
#include "core/store/sql/session_store.hpp"
#include "tests/unit/core/db/postgres/test_cluster.hpp"
#include "tests/unit/core/db/postgres/test_database.hpp"
#include "tests/unit/core/scratch.hpp"
#include "tests/unit/core/store/file_store_suite.hpp"
#include "tests/unit/core/store/session_store_suite.hpp"

#include <doctest/doctest.h>

#include <array>
#include <memory>

using namespace baton::core;
using namespace baton::core::store;
using db::postgres::TestCluster;
using db::postgres::TestDatabase;

namespace {

/// Stores on the shared server, whose tables are empty.
struct World {
    explicit World(const TestCluster& cluster) : database(db::postgres::settings_of(cluster.url())) {
        log::start(log::Level::error, false);
        const std::array schemas{sql::schema(), outbox::Outbox::schema()};
        const auto migrated = database.wait(db::migrate(*database, schemas));
        REQUIRE_MESSAGE(migrated.has_value(), migrated.error().detail);
        for (const auto* table : {"DELETE FROM session", "DELETE FROM session_file", "DELETE FROM session_annex",
                                  "DELETE FROM session_store", "DELETE FROM outbox_job"}) {
            REQUIRE(database.commit({{table}}).has_value());
        }
        REQUIRE(database.wait(files.count(owners)).has_value());
        REQUIRE(database.wait(sessions.count()).has_value());
    }

    void run(boost::asio::awaitable<void> work) {
        auto whole = [](boost::asio::awaitable<void> inner) -> task<> {
            co_await std::move(inner);
            co_return result<>{};
        };
        REQUIRE(database.wait(whole(std::move(work))).has_value());
    }

    Scratch scratch;
    TestDatabase database;
    std::unique_ptr<disk::DiskObjectStore> objects = *disk::DiskObjectStore::open(scratch.path / "files");
    access::Owners owners{*access::parse_api_keys("a:aaaaaaaaaaaaaaaaaaaa,b:bbbbbbbbbbbbbbbbbbbb")};
    outbox::Outbox jobs{*database};
    sql::SqlFileStore files{*database, jobs, *objects, 1000, {1500, 1500}};
    sql::SqlSessionStore sessions{*database, files, owners, Shares::Limits{100, 100}, sql::Times::of_the_database};
};

}  // namespace

TEST_CASE("postgres: the session store passes the suite") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    World world{*cluster};
    world.run(suite::session_store_suite(world.sessions));
    CHECK(world.database.number({"SELECT count(*) FROM session_annex"}) == 0);
}

TEST_CASE("postgres: the file store passes the suite") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    World world{*cluster};
    file::BlobWriter made;
    REQUIRE(made.append(std::vector<std::byte>(700)).has_value());
    const suite::Settle settle = [&]() -> boost::asio::awaitable<void> {
        CHECK((co_await world.jobs.work()).has_value());
    };
    world.run(suite::file_store_suite(world.files, *made.finish(), settle));
    REQUIRE(world.database.wait(world.jobs.work()).has_value());
    CHECK(world.database.number({"SELECT count(*) FROM outbox_job"}) == 0);
}

TEST_CASE("postgres: files come and go with the change that says so") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    World world{*cluster};
    const auto first = *world.database.wait(world.sessions.create(suite::make_session(session::TimePoint{})));
    session::File file;
    file.id = new_id();
    file.size = 3;
    file.sha256 = to_hex(Sha256::of("abc"));
    const auto writer = world.files.begin(first->payer());
    REQUIRE(world.database.wait(writer->write(suite::bytes_of("abc"))).has_value());
    REQUIRE(world.database.wait(writer->commit(file.id)).has_value());
    session::Session next = *first;
    next.uploads.push_back({file});
    session::Changes taking;
    taking.takes.push_back(file);
    // Too late by a version: it is as if nobody had asked.
    CHECK(world.database.wait(world.sessions.compare_and_set(first->id(), 9, next, taking)).error().code ==
          errc::conflict);
    CHECK(world.database.number({"SELECT count(*) FROM outbox_job"}) == 1);
    const auto taken = world.database.wait(world.sessions.compare_and_set(first->id(), 1, next, taking));
    REQUIRE(taken.has_value());
    CHECK(world.database.number({"SELECT count(*) FROM outbox_job"}) == 0);
    CHECK(*world.database.wait(world.files.session_of(file.id)) == first->id());
    session::Changes dropping;
    dropping.drops.push_back(file);
    next.uploads.clear();
    REQUIRE(world.database.wait(world.sessions.compare_and_set(first->id(), 2, next, dropping)).has_value());
    REQUIRE(world.database.wait(world.jobs.work()).has_value());
    CHECK(world.database.wait(world.files.get(file.object())).error().code == errc::not_found);
    CHECK(world.files.usage() == 0);
}

TEST_CASE("postgres: tables and files know each other, and failed jobs are shown") {
    const auto* cluster = TestCluster::shared();
    if (cluster == nullptr) return;
    World world{*cluster};
    for (int i = 0; i < 2; ++i) {
        CHECK(*world.database.wait(sql::open_installation(*world.database, *world.objects)) == sql::Knowledge::whole);
    }
    CHECK(world.database.wait(sql::sweep_orphans(*world.database, *world.objects, sql::Knowledge::whole))->orphans ==
          0);
    REQUIRE(world.database.wait(sql::adopt_files(*world.database, *world.objects)).has_value());
    REQUIRE(
        world.database.commit({outbox::Outbox::record("of tomorrow", "x", "", std::chrono::seconds{0})}).has_value());
    REQUIRE(world.database.wait(world.jobs.work()).has_value());
    CHECK(world.database.wait(world.jobs.failed(10))->at(0).job.attempts == 1);
    CHECK(*world.database.wait(world.jobs.waiting()) == 1);
}
