#include "core/session/uncollected.hpp"

#include "tests/unit/core/session/world.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;

namespace {

const TimePoint t0{1000s};

File file_of(std::size_t size) {
    File file;
    file.id = new_id();
    file.size = size;
    return file;
}

}  // namespace

TEST_CASE("a result is fetched when its backend was told and each file has left") {
    Uncollected uncollected;
    const Id id = new_id();
    const std::vector<File> items{file_of(100), file_of(7)};
    uncollected.add(id, items, t0);
    CHECK(uncollected.has(id));
    uncollected.told(id);
    uncollected.sent(id, items[0].id, 0, 100);
    uncollected.sent(id, items[0].id, 0, 100);
    CHECK(uncollected.size() == 1);
    uncollected.sent(id, items[1].id, 0, 7);
    CHECK(uncollected.size() == 0);
    CHECK_FALSE(uncollected.has(id));
    uncollected.told(id);
    uncollected.sent(id, items[1].id, 0, 7);
}

TEST_CASE("a file may leave in parts, in any order, some twice and some torn") {
    const File file = file_of(100);
    using Part = std::pair<std::uint64_t, std::uint64_t>;
    for (const auto& parts : {std::vector<Part>{{0, 50}, {50, 50}},
                              {{50, 50}, {0, 50}},
                              {{0, 70}, {30, 70}},
                              {{10, 10}, {90, 10}, {20, 70}, {5, 3}, {0, 10}},
                              {{30, 5}, {30, 70}, {0, 31}}}) {
        Uncollected uncollected;
        const Id id = new_id();
        uncollected.add(id, {file}, t0);
        uncollected.told(id);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            CHECK(uncollected.size() == 1);
            uncollected.sent(id, file.id, parts[i].first, parts[i].second);
        }
        CHECK(uncollected.size() == 0);
    }
}

TEST_CASE("a part that is missing is waited for, and so is the word of the result") {
    Uncollected uncollected;
    const Id id = new_id();
    const File file = file_of(100);
    uncollected.add(id, {file}, t0);
    uncollected.sent(id, file.id, 0, 49);
    uncollected.sent(id, file.id, 50, 50);
    uncollected.sent(id, new_id(), 0, 100);
    uncollected.told(id);
    CHECK(uncollected.size() == 1);
    uncollected.sent(id, file.id, 49, 1);
    CHECK(uncollected.size() == 0);
    uncollected.add(id, {file}, t0);
    uncollected.sent(id, file.id, 0, 100);
    CHECK(uncollected.size() == 1);
}

TEST_CASE("only the last second counts, until the server stops") {
    Uncollected uncollected;
    const std::vector<Id> ids{new_id(), new_id(), new_id()};
    uncollected.add(ids[0], {file_of(1)}, t0);
    uncollected.add(ids[1], {file_of(1)}, t0 + 1s);
    CHECK(uncollected.size() == 2);
    uncollected.add(ids[2], {file_of(1)}, t0 + 1001ms);
    CHECK_FALSE(uncollected.has(ids[0]));
    uncollected.keep_all(t0 + 2001ms);
    CHECK(uncollected.size() == 1);
    uncollected.add(ids[0], {file_of(1)}, t0 + 10s);
    CHECK(uncollected.has(ids[2]));
    uncollected.forget(ids[2]);
    CHECK(uncollected.size() == 1);
}

TEST_CASE("a session is waited for from its completion to its end") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    const Id submission = new_id();
    REQUIRE(world.run(world.service.acquire(id, submission, 10s, world.now)).has_value());
    CHECK_FALSE(world.run(world.service.complete(id, new_id(), {{file_of(3)}})).has_value());
    CHECK(world.service.uncollected().size() == 0);
    REQUIRE(world.run(world.service.complete(id, submission, {{file_of(3)}})).has_value());
    CHECK(world.service.uncollected().has(id));
    world.now += 30s;
    (void)world.run(world.service.sweep());
    CHECK_FALSE(world.service.uncollected().has(id));
}
