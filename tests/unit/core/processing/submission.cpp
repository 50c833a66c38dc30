#include "core/processing/submission.hpp"

#include "tests/unit/core/processing/world.hpp"

#include <new>
#include <stdexcept>

using namespace baton::core;
using namespace baton::core::processing;
using work::Job;
using work::JobReply;

namespace {

struct SubmissionWorld : World {
    using World::World;

    Submissions submissions{sessions, files, worker, 10s};
    std::optional<session::TimePoint> received_at;  ///< nothing: as it is submitted

    result<session::Snapshot> submit(boost::json::value data = nullptr, access::Claim claim = {}) {
        return run(submissions.submit(
            id, {&action(), {{"size", 3}}, JsonText::of(data), std::nullopt, "r1", claim, received_at.value_or(now)}));
    }

    static JobReply files_of(std::initializer_list<std::size_t> sizes) {
        JobReply reply;
        for (const auto size : sizes) reply.files.push_back(output("image/jpeg", std::string(size, 'r'), "a.b"));
        return reply;
    }

    /// Answers `reply` after `meanwhile` has happened.
    void answer_after(std::function<task<>()> meanwhile, JobReply reply) {
        worker.work = [meanwhile = std::move(meanwhile), reply = std::move(reply)](Job) {
            return after(meanwhile, reply);
        };
    }

    /// Nothing of a failed submission is left: the session is open for another, which gets its turn at once.
    void check_open_with(std::uint64_t bytes) {
        CHECK(files.usage() == bytes);
        CHECK(session()->status == session::Status::action_started);
        CHECK_FALSE(session()->lease.has_value());
        CHECK(session()->items.empty());
    }

private:
    static task<JobReply> after(std::function<task<>()> meanwhile, JobReply reply) {
        if (auto happened = co_await meanwhile(); !happened) co_return happened.error();
        co_return reply;
    }
};

access::Claim phone(unsigned char number) {
    access::Device device{};
    device[0] = number;
    return {{device}, device};
}

}  // namespace

TEST_CASE("a submission stores its results and lets the uploads go") {
    SubmissionWorld world;
    const auto upload = world.upload("p1", 400);
    world.worker.answer([](const Job&) { return SubmissionWorld::files_of({100, 50}); });
    const auto done = world.submit({{"crop", true}});
    REQUIRE(done.has_value());
    CHECK((*done)->status == session::Status::completed);
    CHECK((*done)->uploads.empty());
    CHECK((*done)->result == nullptr);
    REQUIRE((*done)->items.size() == 2);
    CHECK((*done)->items[0].size == 100);
    CHECK((*done)->items[0].filename == "a.jpeg");
    CHECK(world.run(world.files.get((*done)->items[1].object())).value()->size() == 50);
    CHECK(world.run(world.files.get(upload.object())).error().code == errc::not_found);
    CHECK(world.files.usage() == 150);

    REQUIRE(world.worker.seen.size() == 1);
    const Job& job = world.worker.seen.front();
    CHECK(job.kind == work::JobKind::process);
    CHECK(job.action == "stamp");
    CHECK(job.format == "jpg");
    CHECK(job.options == boost::json::object{{"size", 3}});
    CHECK(job.data.view() == R"({"crop":true})");
    CHECK(job.log_id == "r1");
    REQUIRE(job.files.size() == 1);
    CHECK(job.files[0].key == "p1");
    CHECK(world.submit().error().code == errc::session_completed);
}

TEST_CASE("what a job keeps is a file of the next, once for each upload") {
    SubmissionWorld world;
    world.upload("p1", 100);
    world.upload("p2", 100);
    world.worker.answer([&](const Job&) {
        const std::size_t run = world.worker.seen.size();
        if (run == 3) return SubmissionWorld::files_of({10});
        JobReply reply;
        for (const char* of : {"p1", "p2"}) {
            reply.keep.push_back({of, output("application/octet-stream", "kept"), {{"run", run}}});
            if (run == 1) break;
        }
        return reply;
    });
    REQUIRE(world.submit().has_value());
    REQUIRE(world.worker.seen.size() == 3);
    CHECK(world.worker.seen[1].files.size() == 3);
    const auto& files = world.worker.seen[2].files;
    REQUIRE(files.size() == 4);
    CHECK(files[2].made_from == "p1");
    CHECK(files[2].key.empty());
    CHECK(files[2].info == boost::json::object{{"run", 2u}});
    CHECK(files[3].made_from == "p2");
    CHECK_FALSE(world.worker.seen[0].goes_on);
    CHECK(world.worker.seen[1].goes_on);
    CHECK(world.worker.seen[2].goes_on);
    CHECK(world.files.usage() == 10);
}

TEST_CASE("a submission that keeps files time and again fails") {
    SubmissionWorld world;
    world.upload("p1", 100);
    world.worker.answer([](const Job&) {
        JobReply reply;
        reply.keep.push_back({"p1", output("application/octet-stream", "kept"), {}});
        return reply;
    });
    CHECK(world.submit().error().code == errc::processing_failed);
    CHECK(world.worker.seen.size() == 2);
    world.check_open_with(100);
}

TEST_CASE("each job of a submission has the lease's whole time, past the session's end too") {
    SubmissionWorld world;
    world.upload("p1", 100);
    world.now += 50s;  // only the lease holds the session from here on
    world.worker.answer([&](const Job& job) {
        world.now += 8s;
        JobReply reply;
        reply.keep.push_back({"p1", output("application/octet-stream", "kept"), {}});
        return job.files.size() == 1 ? reply : SubmissionWorld::files_of({10});
    });
    CHECK(world.submit().has_value());
}

TEST_CASE("a failing job leaves the session open, with its uploads") {
    SubmissionWorld world;
    world.upload("p1", 100);
    world.worker.answer([](const Job&) { return problem(errc::processing_failed, "blurred"); });
    CHECK(world.submit().error().detail == "blurred");
    world.check_open_with(100);
    world.worker.answer([](const Job&) -> result<JobReply> { throw std::runtime_error{"surprise"}; });
    CHECK(world.submit().error().code == errc::internal);
    world.check_open_with(100);
    world.worker.answer([](const Job&) -> result<JobReply> { throw std::bad_alloc{}; });
    CHECK(world.submit().error().code == errc::overloaded);
    world.check_open_with(100);
    world.worker.answer([](const Job&) { return SubmissionWorld::files_of({10}); });
    CHECK(world.submit().has_value());
}

TEST_CASE("results have the room of what goes with them, and no more") {
    SubmissionWorld world;
    world.upload("p1", 400);
    world.worker.answer([](const Job&) { return SubmissionWorld::files_of({900, 101}); });
    CHECK(world.submit().error().code == errc::session_quota_exceeded);
    world.check_open_with(400);
    world.worker.answer([](const Job&) { return SubmissionWorld::files_of({300, 300}); });
    CHECK(world.submit().has_value());
    CHECK(world.files.usage() == 600);
}

TEST_CASE("a full store refuses results, and none of them stays") {
    SubmissionWorld world;
    world.upload("p1", 100);
    const auto others = world.files.charge({7, new_id()}, 1000);
    REQUIRE(others.has_value());
    world.worker.answer([](const Job&) { return SubmissionWorld::files_of({300, 300}); });
    CHECK(world.submit().error().code == errc::storage_full);
    world.check_open_with(1100);
}

TEST_CASE("who lost the lease completes nothing, and leaves it to the other") {
    SubmissionWorld world;
    world.upload("p1", 100);
    const Id other = new_id();
    world.answer_after(
        [&]() -> task<> {
            world.now += 11s;
            auto leased = co_await world.sessions.acquire(world.id, other, 10s, world.now);
            co_return leased ? result<>{} : result<>{leased.error()};
        },
        SubmissionWorld::files_of({10}));
    CHECK(world.submit().error().code == errc::conflict);
    world.worker.work = nullptr;
    CHECK(world.files.usage() == 100);
    CHECK(world.session()->lease->submission == other);
}

TEST_CASE("a session that is taken over meanwhile is completed, and stays the other phone's") {
    SubmissionWorld world;
    world.upload("p1", 100);
    world.answer_after(
        [&]() -> task<> {
            auto taken = co_await world.sessions.take_over(world.id, phone(2));
            co_return taken ? result<>{} : result<>{taken.error()};
        },
        SubmissionWorld::files_of({10}));
    const auto done = world.submit(nullptr, phone(1));
    REQUIRE(done.has_value());
    CHECK(phone(2).standing((*done)->device) == access::Claim::Standing::mine);
}

TEST_CASE("another phone than the session's submits nothing") {
    SubmissionWorld world;
    REQUIRE(world.run(world.sessions.bind(world.id, phone(1))).has_value());
    CHECK(world.submit(nullptr, phone(2)).error().code == errc::in_use_elsewhere);
    CHECK(world.worker.seen.empty());
}

TEST_CASE("what was received in time is finished after the session's end, but not after its lease") {
    for (const bool in_time : {true, false}) {
        CAPTURE(in_time);
        SubmissionWorld world;
        world.upload("p1", 100);
        world.now += 55s;
        world.answer_after(
            [&]() -> task<> {
                world.now += in_time ? 9s : 11s;
                co_return result<>{};
            },
            SubmissionWorld::files_of({10}));
        const auto done = world.submit();
        CHECK(done.has_value() == in_time);
        if (!in_time) CHECK(done.error().code == errc::session_expired);
        world.worker.work = nullptr;
        CHECK(world.files.usage() == (in_time ? 10 : 0));
    }
}

TEST_CASE("what counts is when a submission was received, not when it came to its turn") {
    SubmissionWorld world;
    world.upload("p1", 100);
    const Id other = new_id();
    REQUIRE(world.run(world.sessions.acquire(world.id, other, 70s, world.now)).has_value());
    world.now += 61s;
    {
        // Whoever expects the lease keeps the session for a moment after a failure, as who waits for it does.
        const auto waiter = world.sessions.expect_lease(world.id);
        REQUIRE(world.run(world.sessions.release(world.id, other)).has_value());
    }
    world.worker.answer([](const Job&) { return SubmissionWorld::files_of({10}); });
    CHECK(world.submit().error().code == errc::session_expired);
    world.received_at = world.now - 2s;
    CHECK(world.submit().has_value());
}

TEST_CASE("a file of another type than the format's has that type's extension") {
    SubmissionWorld world;
    world.worker.answer([](const Job&) {
        JobReply reply;
        reply.files.push_back(output("application/pdf", "pdf", "letter.exe"));
        reply.files.push_back(output("image/jpeg", "jpg", ""));
        return reply;
    });
    const auto done = world.submit();
    REQUIRE(done.has_value());
    CHECK((*done)->items[0].filename == "letter.pdf");
    CHECK((*done)->items[1].filename == "stamp.jpeg");
}

TEST_CASE("a result object may name files that are there, and no others") {
    SubmissionWorld world;
    world.upload("p1", 100);
    const auto naming = [](int number) {
        return [number](const Job&) {
            auto reply = SubmissionWorld::files_of({10});
            reply.body = {{"first", {{"$download", number}}}};
            return reply;
        };
    };
    world.worker.answer(naming(1));
    CHECK(world.submit().error().code == errc::processing_failed);
    world.check_open_with(100);
    world.worker.answer(naming(0));
    const auto done = world.submit();
    REQUIRE(done.has_value());
    CHECK((*done)->result->at("first").as_string() == "/api/v1/downloads/" + to_string((*done)->items[0].id));
}

TEST_CASE("what an action retains stays and is counted, what was kept beside it goes") {
    auto action = World::usual_action();
    action.retains = true;
    SubmissionWorld world{std::move(action)};
    const auto upload = world.upload("p1", 100);
    const auto writer = world.writer_of(std::string(50, 'k'));
    session::File kept;
    kept.id = new_id();
    kept.size = 50;
    REQUIRE(world.run(writer->commit(kept.id)).has_value());
    REQUIRE(world.run(world.sessions.keep(world.id, kept, upload.id)).has_value());
    world.worker.answer([](const Job& job) { return SubmissionWorld::files_of({10 * job.files.size()}); });
    const auto done = world.submit("data");
    REQUIRE(done.has_value());
    REQUIRE((*done)->uploads.size() == 1);
    CHECK((*done)->uploads[0].kept == nullptr);
    CHECK(*world.run(world.sessions.annex(world.id, session::Annex::retained)).value() == "\"data\"");
    CHECK(world.files.usage() == 100 + 20 + std::string_view{"\"data\""}.size());
}
