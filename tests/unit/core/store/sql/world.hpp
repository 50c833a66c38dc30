#pragma once

#include "core/base/background.hpp"
#include "core/db/migrations.hpp"
#include "core/db/sqlite/database.hpp"
#include "core/observe/log.hpp"
#include "core/store/disk/object_store.hpp"
#include "core/store/sql/file_store.hpp"
#include "core/store/sql/installation.hpp"
#include "core/store/sql/schema.hpp"
#include "core/store/sql/session_store.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/scratch.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace baton::core::store::sql {

/// A database whose answers can get lost on their way, as over a network.
class UncertainDatabase final : public db::Database {
public:
    explicit UncertainDatabase(db::Database& inner) : inner_(inner) {}

    int lost = 0;       ///< so many commits are made, and nobody hears of it
    int unmade = 0;     ///< so many are not made, and nobody hears of it
    bool gone = false;  ///< nothing can be asked
    int commits = 0;

    task<db::Answer> query(db::Statement statement) override {
        if (gone) co_return problem(errc::unavailable, "connection refused");
        co_return co_await inner_.query(std::move(statement));
    }
    task<std::vector<db::Answer>> commit(std::vector<db::Statement> statements) override {
        ++commits;
        if (gone) co_return problem(errc::unavailable, "connection refused");
        if (unmade > 0 && unmade-- > 0) co_return problem(errc::uncertain, "connection lost");
        auto made = co_await inner_.commit(std::move(statements));
        if (lost > 0 && lost-- > 0) co_return problem(errc::uncertain, "connection lost");
        co_return made;
    }
    db::Dialect dialect() const override { return inner_.dialect(); }
    Calendar calendar() const override { return inner_.calendar(); }

private:
    db::Database& inner_;
};

/// Stores of one node in a directory of their own, which can be closed and opened again.
struct World {
    Scratch scratch;
    std::vector<access::ApiKey> keys;
    std::optional<Shares::Limits> limits;
    boost::asio::io_context context;

    struct Open {
        std::unique_ptr<db::sqlite::SqliteDatabase> database;
        std::unique_ptr<disk::DiskObjectStore> objects;
        UncertainDatabase wire;
        access::Owners owners;
        outbox::Outbox jobs;
        SqlFileStore files;
        SqlSessionStore sessions;

        Open(const World& world, std::unique_ptr<db::sqlite::SqliteDatabase> opened,
             std::unique_ptr<disk::DiskObjectStore> found)
            : database(std::move(opened)),
              objects(std::move(found)),
              wire(*database),
              owners(world.keys),
              jobs(wire),
              files(wire, jobs, *objects, 1000, {1500, 1500}),
              sessions(wire, files, owners, world.limits, Times::of_this_machine) {}
    };
    std::unique_ptr<Open> open;

    World() {
        log::start(log::Level::error, false);
        keys = *access::parse_api_keys("a:aaaaaaaaaaaaaaaaaaaa,b:bbbbbbbbbbbbbbbbbbbb,c:cccccccccccccccccccc");
        restart();
    }

    void restart() {
        open.reset();
        auto database = db::sqlite::SqliteDatabase::open(scratch.path / "baton.sqlite");
        REQUIRE(database.has_value());
        auto objects = disk::DiskObjectStore::open(scratch.path / "files");
        REQUIRE(objects.has_value());
        open = std::make_unique<Open>(*this, std::move(*database), std::move(*objects));
        const std::array schemas{schema(), outbox::Outbox::schema()};
        REQUIRE(run(db::migrate(*open->database, schemas)).has_value());
        REQUIRE(run(open->files.count(open->owners)).has_value());
        REQUIRE(run(open->sessions.count()).has_value());
    }

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }
    void run(boost::asio::awaitable<void> work) {
        boost::asio::co_spawn(context, std::move(work), [](const std::exception_ptr& failure) {
            if (failure) std::rethrow_exception(failure);
        });
        context.restart();
        context.run();
    }
    void do_jobs() { REQUIRE(run(open->jobs.work()).has_value()); }
    std::int64_t count(std::string_view sql) {
        return *db::number_of(run(open->database->query({sql}))->rows.at(0).at(0));
    }
};

}  // namespace baton::core::store::sql
