#include "core/outbox/outbox.hpp"

#include "core/db/sqlite/database.hpp"
#include "core/observe/log.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/scratch.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <utility>

using namespace baton::core;
using namespace std::chrono_literals;
using outbox::Job;
using outbox::Outbox;

namespace {

struct World {
    Scratch scratch;
    std::unique_ptr<db::sqlite::SqliteDatabase> database =
        *db::sqlite::SqliteDatabase::open(scratch.path / "test.sqlite");
    Outbox jobs{*database};
    boost::asio::io_context context;
    std::vector<std::string> done;
    int failures = 0;  ///< so often the handler fails first

    World() {
        log::start(log::Level::error, false);
        const std::array schemas{Outbox::schema()};
        REQUIRE(run(db::migrate(*database, schemas)).has_value());
        handle(jobs);
    }
    void handle(Outbox& of) {
        of.handle("test", [this](const Job& job) -> task<> {
            if (failures-- > 0) co_return problem(errc::unavailable, "not now");
            done.push_back(job.id + "=" + job.body);
            co_return result<>{};
        });
    }
    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }
    void record(std::string id, std::chrono::seconds delay = 0s, std::string_view kind = "test") {
        std::vector<db::Statement> statements{Outbox::record(kind, std::move(id), "b", delay)};
        REQUIRE(run(database->commit(std::move(statements))).has_value());
    }
    void change(db::Statement statement) {
        std::vector<db::Statement> statements{std::move(statement)};
        REQUIRE(run(database->commit(std::move(statements))).has_value());
    }
    void work() { REQUIRE(run(jobs.work()).has_value()); }
    std::int64_t waiting() { return *run(jobs.waiting()); }
};

}  // namespace

TEST_CASE("a job is done when it is due, and once") {
    World world;
    world.record("now");
    world.record("now");
    world.record("later", 1h);
    world.work();
    world.work();
    CHECK(world.done == std::vector<std::string>{"now=b"});
    CHECK(world.waiting() == 1);
    world.change(Outbox::hasten("test", "later"));
    world.work();
    CHECK(world.done.size() == 2);
    CHECK(world.waiting() == 0);
}

TEST_CASE("more jobs than are claimed at once are all done") {
    World world;
    std::vector<db::Statement> many;
    for (int i = 0; i < 300; ++i) many.push_back(Outbox::record("test", std::to_string(i), "", 0s));
    REQUIRE(world.run(world.database->commit(std::move(many))).has_value());
    world.work();
    CHECK(world.done.size() == 300);
    CHECK(world.waiting() == 0);
}

TEST_CASE("a job that fails is tried again later, and an operator can see it") {
    World world;
    world.failures = 1;
    world.record("stubborn");
    world.work();
    world.work();
    CHECK(world.done.empty());
    const auto failed = *world.run(world.jobs.failed(10));
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].job.id == "stubborn");
    CHECK(failed[0].job.attempts == 1);
    CHECK(failed[0].failure == "not now");
    CHECK(failed[0].due_in > 0s);
    CHECK(failed[0].due_in <= 2s);
    // Tried already, so nobody takes it back or hastens it.
    world.change(Outbox::hasten("test", "stubborn"));
    world.work();
    CHECK(world.done.empty());
    world.change({"UPDATE outbox_job SET due = baton_now()"});
    world.work();
    CHECK(world.done.size() == 1);
    CHECK(world.waiting() == 0);
}

TEST_CASE("a handler that throws has failed, and so has a job of a kind that nobody knows") {
    World world;
    world.jobs.handle("thrower", [](const Job&) -> task<> { throw std::runtime_error("surprise"); });
    world.record("a", 0s, "thrower");
    world.record("b", 0s, "of a newer version");
    world.record("c");
    world.work();
    CHECK(world.done == std::vector<std::string>{"c=b"});
    const auto failed = *world.run(world.jobs.failed(10));
    REQUIRE(failed.size() == 2);
    CHECK((failed[0].failure + failed[1].failure).find("surprise") != std::string::npos);
}

TEST_CASE("what one node has claimed no other begins") {
    World world;
    world.record("mine");
    Outbox other{*world.database};
    int seen = 0;
    other.handle("test", [&](const Job&) -> task<> {
        ++seen;
        co_return result<>{};
    });
    world.jobs.handle("test", [&](const Job&) -> task<> { co_return co_await other.work(); });
    world.work();
    CHECK(seen == 0);
    CHECK(world.waiting() == 0);
}

TEST_CASE("pauses double up to an hour and are spread") {
    CHECK(outbox::pause_after(1, 1.0) == 2s);
    CHECK(outbox::pause_after(1, 0.0) == 1s);
    CHECK(outbox::pause_after(4, 1.0) == 16s);
    CHECK(outbox::pause_after(1000, 1.0) == 1h);
    CHECK(outbox::pause_after(1000, 0.0) == 30min);
    CHECK(outbox::pause_after(-1, 0.0) > 0s);
}
