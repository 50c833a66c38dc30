#include "core/session/service.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <optional>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;

namespace {

/// A store of this process that fails as one on the other side of a network does.
class FailingStore : public store::memory::MemorySessionStore {
public:
    using MemorySessionStore::MemorySessionStore;

    std::optional<errc> writes;  ///< what changes answer with, instead of being made
    bool unreachable = false;    ///< nothing can be read either

    task<Snapshot> get(Id id) override {
        if (unreachable) co_return problem(errc::unavailable, "connection refused");
        co_return co_await MemorySessionStore::get(id);
    }
    task<Snapshot> compare_and_set(Id id, std::uint64_t version, Session next, AnnexChanges changes) override {
        if (writes) co_return problem(*writes, "connection lost");
        co_return co_await MemorySessionStore::compare_and_set(id, version, std::move(next), std::move(changes));
    }
    task<std::vector<Snapshot>> due(TimePoint now, std::size_t limit) override {
        if (unreachable) co_return problem(errc::unavailable, "connection refused");
        co_return co_await MemorySessionStore::due(now, limit);
    }
};

struct World {
    TimePoint now{1'700'000'000s};
    FailingStore sessions{100};
    store::memory::MemoryFileStore files{1000, 5000};
    event::Hub hub;
    Service service{sessions, files, hub, [this] { return now; }};
    boost::asio::io_context context;

    template <class T>
    result<T> run(task<T> work) {
        std::optional<result<T>> out;
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr failure, result<T> value) {
            if (failure) std::rethrow_exception(failure);
            out = std::move(value);
        });
        context.restart();
        context.run();
        return *out;
    }

    Id create() {
        Spec spec;
        spec.id = new_id();
        spec.session_ttl = 60s;
        spec.result_ttl = 30s;
        spec.created_at = now;
        return (*run(service.create(std::move(spec))))->id();
    }
};

}  // namespace

TEST_CASE("a change that the store did not make is told as the store says, and nothing has changed") {
    for (const errc fault : {errc::unavailable, errc::uncertain}) {
        World world;
        const Id id = world.create();
        world.sessions.writes = fault;
        const auto opened = world.run(world.service.open(id));
        REQUIRE(opened.has_error());
        CHECK(opened.error().code == fault);
        const auto drafted = world.run(world.service.put_draft(id, "[1]"));
        REQUIRE(drafted.has_error());
        CHECK(drafted.error().code == fault);
        // What counted the draft has gone with it.
        CHECK(world.files.usage() == 0);
        world.sessions.writes.reset();
        CHECK((*world.run(world.service.get(id)))->status == Status::pending);
        CHECK((*world.run(world.service.open(id)))->status == Status::opened);
    }
}

TEST_CASE("the sweep says that it could not, and ends the session once the store is back") {
    World world;
    const Id id = world.create();
    world.now += 61s;
    world.sessions.unreachable = true;
    const auto lost = world.run(world.service.sweep());
    REQUIRE(lost.has_error());
    CHECK(lost.error().code == errc::unavailable);
    CHECK(world.run(world.service.get(id)).error().code == errc::unavailable);
    world.sessions.unreachable = false;
    world.sessions.writes = errc::unavailable;
    CHECK(world.run(world.service.sweep()).has_error());
    world.sessions.writes.reset();
    REQUIRE(world.run(world.service.sweep()).has_value());
    CHECK((*world.run(world.sessions.get(id)))->is_tombstone());
}
