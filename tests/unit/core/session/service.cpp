#include "core/session/service.hpp"

#include "core/observe/log.hpp"
#include "tests/unit/core/session/world.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <vector>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;
namespace asio = boost::asio;

TEST_CASE("time is applied when a session is read, not only by the sweep") {
    SessionWorld world;
    const Id id = world.create();
    world.now += 60s;
    CHECK((*world.run(world.service.get(id)))->status == Status::expired);
    world.now += 24h;
    CHECK(world.run(world.service.get(id)).error().code == errc::not_found);
}

TEST_CASE("nothing ends or lives on because the wall clock is set, and dates follow it") {
    SessionWorld world;
    const Id id = world.create();
    const Id done = world.create();
    (void)world.run(world.service.open(done));
    const Id submission = new_id();
    REQUIRE(world.run(world.service.acquire(done, submission, 10s, world.now)).has_value());
    REQUIRE(world.run(world.service.complete(done, submission, {})).has_value());
    for (const auto jump : {1h, -2h}) {
        world.wall += jump;
        (void)world.run(world.service.sweep());
        CHECK((*world.run(world.service.get(id)))->status == Status::pending);
        CHECK((*world.run(world.service.get(done)))->status == Status::completed);
        const Calendar calendar = world.service.calendar();
        CHECK(calendar.date_of((*world.run(world.service.get(id)))->expires_at()) == world.wall + 60s);
        CHECK(calendar.date_of((*world.run(world.service.get(done)))->result_expires_at()) == world.wall + 30s);
    }
    world.now += 60s;
    (void)world.run(world.service.sweep());
    CHECK((*world.run(world.service.get(id)))->status == Status::expired);
    CHECK((*world.run(world.service.get(done)))->is_tombstone());
}

TEST_CASE("the sweep ends sessions and forgets their files") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    File file = world.stored(id, 500);
    file.key = "photo";
    REQUIRE(world.run(world.service.put_upload(id, file)).has_value());
    CHECK(world.files.usage() == 500);
    world.now += 61s;
    (void)world.run(world.service.sweep());
    CHECK(world.files.usage() == 0);
    CHECK((*world.run(world.sessions.get(id)))->is_tombstone());
}

TEST_CASE("one sweep ends all that is due, however many") {
    log::start(log::Level::warn, false);  // no line for each of them
    SessionWorld world;
    std::vector<Id> ids;
    for (int i = 0; i < 2500; ++i) ids.push_back(world.create());
    world.now += 61s;
    (void)world.run(world.service.sweep());
    const auto is_left = [&](const Id& id) { return !(*world.run(world.sessions.get(id)))->is_tombstone(); };
    CHECK(std::count_if(ids.begin(), ids.end(), is_left) == 0);
}

TEST_CASE("a replaced upload gives its bytes back") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    for (int i = 0; i < 2; ++i) {
        File file = world.stored(id, 400);
        file.key = "photo";
        REQUIRE(world.run(world.service.put_upload(id, file)).has_value());
    }
    CHECK(world.files.usage() == 400);
    CHECK(world.run(world.service.remove_upload(id, "other")).error().code == errc::not_found);
    REQUIRE(world.run(world.service.remove_upload(id, "photo")).has_value());
    CHECK(world.files.usage() == 0);
}

TEST_CASE("what is kept beside an upload goes with it") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    const auto upload = [&] {
        File file = world.stored(id, 100);
        file.key = "p1";
        REQUIRE(world.run(world.service.put_upload(id, file)).has_value());
        return file;
    };
    const auto kept = [&](std::size_t size) { return world.stored(id, size); };
    const File first = upload();
    REQUIRE(world.run(world.service.keep(id, kept(30), first.id)).has_value());
    REQUIRE(world.run(world.service.keep(id, kept(20), first.id)).has_value());
    CHECK(world.files.usage() == 120);
    const auto both = *world.run(world.service.get(id));
    REQUIRE(both->uploads.size() == 1);
    REQUIRE(both->uploads[0].kept != nullptr);
    CHECK(both->uploads[0].kept->size == 20);

    const File second = upload();
    CHECK(world.files.usage() == 100);
    const File late = kept(30);
    CHECK(world.run(world.service.keep(id, late, first.id)).error().code == errc::conflict);
    (void)world.run(world.files.remove(late.id));

    REQUIRE(world.run(world.service.keep(id, kept(40), second.id)).has_value());
    REQUIRE(world.run(world.service.remove_upload(id, "p1")).has_value());
    CHECK(world.files.usage() == 0);
    const File lost = kept(1);
    CHECK(world.run(world.service.keep(id, lost, second.id)).error().code == errc::conflict);
}

TEST_CASE("a limit of the action counts uploads alone and lets them be replaced") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    const action::UploadLimit limit{2, "page limit exceeded"};
    const auto put = [&](const char* key) {
        File file = world.stored(id, 10);
        file.key = key;
        const auto put = world.run(world.service.put_upload(id, file, {}, limit));
        if (!put) (void)world.run(world.files.remove(file.id));
        return put;
    };
    const auto first = put("p1");
    REQUIRE(first.has_value());
    const File kept = world.stored(id, 10);
    REQUIRE(world.run(world.service.keep(id, kept, find_upload(**first, "p1")->file.id)).has_value());
    CHECK(put("p2").has_value());
    CHECK(put("p1").has_value());
    const auto refused = put("p3");
    REQUIRE(refused.has_error());
    CHECK(refused.error().detail == "page limit exceeded");
    CHECK(refused.error().figures == decltype(Problem::figures){{"limit", 2}, {"current", 2}});
}

TEST_CASE("uploads that an action retains stay until the result expires") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    File file = world.stored(id, 100);
    file.key = "p1";
    REQUIRE(world.run(world.service.put_upload(id, file)).has_value());
    const File kept = world.stored(id, 50);
    REQUIRE(world.run(world.service.keep(id, kept, file.id)).has_value());
    const Id submission = new_id();
    REQUIRE(world.run(world.service.acquire(id, submission, 1min, world.now)).has_value());
    const AnnexText retained = counted(R"({"pages":1})", nullptr);
    REQUIRE(world.run(world.service.complete(id, submission, {{}, nullptr, retained, true})).has_value());
    const auto completed = *world.run(world.service.get(id));
    REQUIRE(completed->uploads.size() == 1);
    CHECK(completed->uploads[0].kept == nullptr);
    CHECK(completed->retained_bytes == 11);
    CHECK(**world.run(world.service.annex(id, Annex::retained)) == R"({"pages":1})");
    CHECK(world.files.usage() == 100);
    world.now += 31s;
    CHECK((*world.run(world.service.get(id)))->retained_bytes == 0);
    CHECK(world.run(world.service.annex(id, Annex::retained)).error().code == errc::not_found);
    CHECK(world.files.usage() == 0);
}

TEST_CASE("who waits for the lease gets it when the first submission fails, and 409 when it succeeds") {
    for (const bool first_succeeds : {true, false}) {
        CAPTURE(first_succeeds);
        SessionWorld world;
        const Id id = world.create();
        (void)world.run(world.service.open(id));
        const Id first = new_id();
        const Id second = new_id();
        REQUIRE(world.run(world.service.acquire(id, first, 1min, world.now)).has_value());
        std::optional<result<Snapshot>> waited;
        asio::co_spawn(world.context, world.service.acquire(id, second, 1min, world.now),
                       [&](std::exception_ptr, result<Snapshot> value) { waited = std::move(value); });
        asio::co_spawn(
            world.context,
            [&]() -> asio::awaitable<void> {
                asio::steady_timer pause{world.context, 5ms};
                co_await pause.async_wait(asio::use_awaitable);
                CHECK_FALSE(waited.has_value());
                if (first_succeeds)
                    (void)co_await world.service.complete(id, first, {{File{}}, nullptr});
                else
                    (void)co_await world.service.release(id, first);
            },
            [](std::exception_ptr) {});
        world.context.restart();
        world.context.run();
        REQUIRE(waited.has_value());
        if (first_succeeds)
            CHECK(waited->error().code == errc::session_completed);
        else
            CHECK((**waited)->lease->submission == second);
    }
}

TEST_CASE("completing drops the uploads and keeps the results until their end") {
    SessionWorld world;
    const Id id = world.create();
    (void)world.run(world.service.open(id));
    File upload = world.stored(id, 100);
    upload.key = "photo";
    (void)world.run(world.service.put_upload(id, upload));
    const Id submission = new_id();
    (void)world.run(world.service.acquire(id, submission, 1min, world.now));
    const File item = world.stored(id, 300);
    REQUIRE(world.run(world.service.complete(id, submission, {{item}, nullptr})).has_value());
    CHECK(world.files.usage() == 300);
    CHECK(world.run(world.service.put_draft(id, "{}")).error().code == errc::session_completed);
    world.now += 31s;
    (void)world.run(world.service.sweep());
    CHECK(world.files.usage() == 0);
}

TEST_CASE("the first phone that changes something has the session; another is refused until it takes over") {
    SessionWorld world;
    const Id id = world.create();
    const access::Claim first{{}, access::new_device()};
    const auto bound = world.run(world.service.start(id, first));
    REQUIRE(bound.has_value());
    const access::Device holder = (*bound)->device;
    CHECK(first.made(holder));
    const access::Claim again{{holder}, access::new_device()};
    const access::Claim other{{}, access::new_device()};

    CHECK(world.run(world.service.start(id, other)).error().code == errc::in_use_elsewhere);
    CHECK(world.run(world.service.bind(id, other)).error().code == errc::in_use_elsewhere);
    CHECK(world.run(world.service.put_draft(id, "{}", other)).error().code == errc::in_use_elsewhere);
    CHECK(world.run(world.service.put_upload(id, File{}, other)).error().code == errc::in_use_elsewhere);
    CHECK(world.run(world.service.remove_upload(id, "a", other)).error().code == errc::in_use_elsewhere);
    CHECK(world.run(world.service.acquire(id, new_id(), 1min, world.now, other)).error().code ==
          errc::in_use_elsewhere);
    CHECK((*world.run(world.service.put_draft(id, "{}", again)))->device == holder);
    CHECK((*world.run(world.service.put_draft(id, "[]")))->device == holder);

    const auto taken = world.run(world.service.take_over(id, other));
    REQUIRE(taken.has_value());
    CHECK(other.made((*taken)->device));
    CHECK(**world.run(world.service.annex(id, Annex::draft)) == "[]");
    CHECK((*taken)->sequence() == (*bound)->sequence());
    CHECK(world.run(world.service.put_draft(id, "{}", again)).error().code == errc::in_use_elsewhere);
}

TEST_CASE("what fails does not bind") {
    SessionWorld world;
    const Id id = world.create();
    const access::Claim claim{{}, access::new_device()};
    CHECK(world.run(world.service.remove_upload(id, "none", claim)).error().code == errc::not_found);
    CHECK_FALSE(access::is_bound((*world.run(world.service.get(id)))->device));
    (void)world.run(world.service.open(id));
    const Id submission = new_id();
    REQUIRE(world.run(world.service.acquire(id, submission, 1min, world.now, claim)).has_value());
    (void)world.run(world.service.release(id, submission));
    CHECK_FALSE(access::is_bound((*world.run(world.service.get(id)))->device));
}

TEST_CASE("a submission that was taken in is finished, whoever takes the session over meanwhile") {
    SessionWorld world;
    const Id id = world.create();
    const access::Claim first{{}, access::new_device()};
    const access::Claim second{{}, access::new_device()};
    (void)world.run(world.service.start(id, first));
    const access::Claim sender{{first.bind({})}, access::new_device()};
    const Id submission = new_id();
    REQUIRE(world.run(world.service.acquire(id, submission, 1min, world.now, sender)).has_value());
    REQUIRE(world.run(world.service.take_over(id, second)).has_value());
    const auto done = world.run(world.service.complete(id, submission, {{File{}}, nullptr}, sender));
    REQUIRE(done.has_value());
    CHECK(second.made((*done)->device));
    CHECK(world.run(world.service.take_over(id, first)).error().code == errc::session_completed);
}

TEST_CASE("a session that has ended cannot be taken over") {
    SessionWorld world;
    const Id id = world.create();
    world.now += 61s;
    const access::Claim claim{{}, access::new_device()};
    CHECK(world.run(world.service.take_over(id, claim)).error().code == errc::session_expired);
    CHECK(world.run(world.service.bind(id, claim)).error().code == errc::session_expired);
}

TEST_CASE("a draft counts as a file does, once, and until it is gone") {
    SessionWorld world;
    const Id id = world.create();
    REQUIRE(world.run(world.service.put_draft(id, std::string(600, '1'))).has_value());
    CHECK(world.files.usage() == 600);
    REQUIRE(world.run(world.service.put_draft(id, std::string(900, '1'))).has_value());
    CHECK(world.files.usage() == 900);
    CHECK(world.run(world.service.put_draft(id, std::string(1901, '1'))).error().code == errc::session_quota_exceeded);
    CHECK((*world.run(world.service.get(id)))->draft_bytes == 900);
    CHECK((*world.run(world.service.annex(id, Annex::draft)))->size() == 900);
    world.now += 61s;
    (void)world.run(world.service.get(id));
    CHECK(world.files.usage() == 0);
    CHECK(world.run(world.service.put_draft(id, "{}")).error().code == errc::session_expired);
    CHECK(world.files.usage() == 0);
}

TEST_CASE("what a request has read is good enough, and read anew where it is not") {
    SessionWorld world;
    const Id id = world.create();
    const auto pending = *world.run(world.service.get(id));
    // Another request came between: what would be refused on what was read is not.
    REQUIRE(world.run(world.service.open(id)).has_value());
    CHECK((*world.run(world.service.start(pending)))->status == Status::action_started);
    CHECK((*world.run(world.service.open(pending)))->status == Status::action_started);
    // Nor is what was read written over what has become of it.
    const auto started = *world.run(world.service.get(id));
    REQUIRE(world.run(world.service.put_draft(id, "1")).has_value());
    REQUIRE(world.run(world.service.put_draft(started, "22")).has_value());
    CHECK((*world.run(world.service.get(id)))->draft_bytes == 2);
    // What was read while it lasted does not make it last.
    world.now += 60s;
    CHECK(world.run(world.service.put_draft(started, "3")).error().code == errc::session_expired);
    CHECK((*world.run(world.service.get(id)))->is_tombstone());
}
