#include "core/db/migrations.hpp"

#include "core/db/sqlite/database.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/scratch.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <utility>

using namespace baton::core;
using namespace baton::core::db;

namespace {

Schema fruit(int steps, int minimum_reader = 1) {
    Schema schema{"fruit", {}};
    if (steps > 0) schema.migrations.push_back({1, "table", 1, {"CREATE TABLE fruit (name text)"}});
    if (steps > 1) {
        schema.migrations.push_back({2,
                                     "colour",
                                     minimum_reader,
                                     {"ALTER TABLE fruit ADD COLUMN colour text"},
                                     {"CREATE TABLE only_here (x text)"}});
    }
    return schema;
}

struct Migrated {
    Scratch scratch;
    std::unique_ptr<Database> database = *sqlite::SqliteDatabase::open(scratch.path / "test.sqlite");
    boost::asio::io_context context;

    result<> migrate(const Schema& schema) {
        const std::vector<Schema> schemas{schema};
        return run_on(context, db::migrate(*database, schemas));
    }
    Progress progress(const Schema& schema) {
        const std::vector<Schema> schemas{schema};
        return run_on(context, db::progress(*database, schemas)).value().at(0);
    }
    bool has(std::string_view sql) { return run_on(context, database->query({sql})).has_value(); }
};

}  // namespace

TEST_CASE("migrations are made once, in order, and only those that are missing") {
    Migrated world;
    REQUIRE(world.migrate(fruit(1)).has_value());
    CHECK_FALSE(world.has("SELECT colour FROM fruit"));
    CHECK(world.progress(fruit(2)).applied == 1);
    CHECK(world.progress(fruit(2)).known == 2);
    REQUIRE(world.migrate(fruit(2)).has_value());
    REQUIRE(world.migrate(fruit(2)).has_value());
    CHECK(world.has("SELECT colour FROM fruit"));
    CHECK(world.has("SELECT x FROM only_here"));
    CHECK(world.progress(fruit(2)).applied == 2);
}

TEST_CASE("an older version works beside a newer one unless the newer one forbids it") {
    Migrated world;
    REQUIRE(world.migrate(fruit(2)).has_value());
    CHECK(world.migrate(fruit(1)).has_value());
    CHECK(world.progress(fruit(1)).applied == 2);

    Migrated changed;
    REQUIRE(changed.migrate(fruit(2, 2)).has_value());
    const auto refused = changed.migrate(fruit(1));
    REQUIRE(refused.has_error());
    CHECK(refused.error().detail ==
          "the tables of 'fruit' were changed by a newer Baton (step 2, this one knows 1): it needs at least one that "
          "knows step 2");
}

TEST_CASE("a step that fails leaves nothing of itself") {
    Migrated world;
    Schema broken = fruit(2);
    broken.migrations[1].statements.emplace_back("CREATE TABLE fruit (name text)");
    CHECK(world.migrate(broken).has_error());
    CHECK(world.progress(broken).applied == 1);
    CHECK_FALSE(world.has("SELECT colour FROM fruit"));
    CHECK(world.migrate(fruit(2)).has_value());
}

TEST_CASE("two who migrate at the same time do it once") {
    Migrated world;
    const std::vector<Schema> schemas{fruit(2)};
    int done = 0;
    for (int i = 0; i < 8; ++i) {
        boost::asio::co_spawn(world.context, db::migrate(*world.database, schemas),
                              [&](const std::exception_ptr&, const result<>& outcome) { done += outcome ? 1 : 0; });
    }
    world.context.run();
    CHECK(done == 8);
    CHECK(world.progress(schemas[0]).applied == 2);
}
