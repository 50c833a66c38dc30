#include "core/processing/operation_calls.hpp"

#include "tests/unit/core/processing/world.hpp"

using namespace baton::core;
using namespace baton::core::processing;
using work::Job;
using work::JobReply;

namespace {

struct CallWorld : World {
    using World::World;

    OperationCalls calls{sessions, files, worker};

    result<OperationReply> call(boost::json::object arguments = {}) { return call_of("render", std::move(arguments)); }
    result<OperationReply> call_of(std::string operation, boost::json::object arguments) {
        return run(calls.call(*session(), ground(), {std::move(operation), JsonText::of(arguments), "r1"}));
    }
    /// What an operation had kept that saw `snapshot`.
    result<> keep(const session::Snapshot& snapshot, std::string of, std::size_t size) {
        std::vector<work::JobKept> files;
        files.push_back({std::move(of), output("image/png", std::string(size, 'k'), "a/b.exe"), {{"size", size}}});
        return run(calls.keep(*snapshot, std::move(files)));
    }
};

}  // namespace

TEST_CASE("arguments are an object or nothing") {
    const auto parse = [](const char* text) {
        return OperationCalls::parse_arguments(std::make_shared<const std::string>(text));
    };
    CHECK(parse("").value().view() == "{}");
    CHECK(parse(R"( {"a":1})").value().view() == R"( {"a":1})");
    for (const char* text : {"[]", "1", "{", "null"}) {
        CAPTURE(text);
        CHECK(parse(text).error().code == errc::malformed_json);
    }
}

TEST_CASE("an operation that asked for all sees the uploads, and behind each what was kept beside it") {
    CallWorld world;
    world.upload("p1", 100);
    world.upload("p2", 100);
    REQUIRE(world.keep(world.session(), "p1", 10).has_value());
    world.worker.answer([](const Job&) { return JobReply{{{"x", 1}}, {}, {}}; });
    const auto reply = world.call({{"page", "p1"}});
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("x") == 1);
    CHECK(reply->file.reader == nullptr);
    const Job& job = world.worker.seen.at(0);
    CHECK(job.kind == work::JobKind::operate);
    CHECK(job.operation == "render");
    CHECK(job.format == "jpg");
    CHECK(job.data.view() == R"({"page":"p1"})");
    CHECK(job.log_id == "r1");
    REQUIRE(job.files.size() == 3);
    CHECK(job.files[0].key == "p1");
    CHECK(job.files[1].made_from == "p1");
    CHECK(job.files[1].filename == "b.png");
    CHECK(job.files[1].info == boost::json::object{{"size", 10u}});
    CHECK(job.files[2].key == "p2");
}

TEST_CASE("a call that names one of many pages fetches that page and what is kept of it, nothing else") {
    CallWorld world;
    for (int i = 0; i < 50; ++i) world.upload("p" + std::to_string(i), 2);
    REQUIRE(world.keep(world.session(), "p7", 10).has_value());
    world.worker.answer([](const Job&) { return JobReply{}; });
    const auto given = [&](std::string operation, boost::json::object arguments) {
        world.files.fetched.clear();
        REQUIRE(world.call_of(std::move(operation), std::move(arguments)).has_value());
        CHECK(world.files.fetched.size() == world.worker.seen.back().files.size());
        return world.worker.seen.back().files;
    };
    for (const char* operation : {"preview", "render"}) {
        CAPTURE(operation);
        const auto files = given(operation, {{"key", "p7"}, {"mode", "gray"}});
        REQUIRE(files.size() == 2);
        CHECK(files[0].key == "p7");
        CHECK(files[1].made_from == "p7");
        for (const boost::json::value& other : {boost::json::value("p50"), {""}, {7}, {nullptr}}) {
            CHECK(given(operation, {{"key", other}}).empty());
        }
    }
    CHECK(given("preview", {}).empty());
    CHECK(given("render", {{"document", 0}}).size() == 51);
}

TEST_CASE("a file that is being replaced matters only to a call that is given it") {
    CallWorld world;
    const auto gone = world.upload("p1", 2);
    world.upload("p2", 2);
    (void)world.run(world.files.remove(gone.id));
    world.worker.answer([](const Job&) { return JobReply{}; });
    CHECK(world.call({{"key", "p2"}}).has_value());
    CHECK(world.call({{"key", "p1"}}).error().code == errc::conflict);
    CHECK(world.call().error().code == errc::conflict);
}

TEST_CASE("a backend's operation sees what completed the session") {
    CallWorld world;
    world.upload("p1", 100);
    const Id submission = new_id();
    REQUIRE(world.run(world.sessions.acquire(world.id, submission, 10s, world.now)).has_value());
    const auto data = session::counted(R"({"pages":2})", nullptr);
    REQUIRE(world.run(world.sessions.complete(world.id, submission, {{}, nullptr, data, true})).has_value());
    const auto completed = world.session();
    world.worker.answer([](const Job&) { return JobReply{}; });
    const auto call = [&] {
        return world.run(world.calls.call(*completed, world.ground(), {"see", JsonText{"{}"}, "r1", true}));
    };
    REQUIRE(call().has_value());
    const Job& job = world.worker.seen.at(0);
    CHECK(job.backend);
    CHECK(job.submitted.view() == R"({"pages":2})");
    CHECK(job.files.size() == 1);
    auto ground = world.ground();
    world.now += 31s;
    REQUIRE(world.session()->is_tombstone());
    const auto late = world.run(world.calls.call(*completed, std::move(ground), {"see", JsonText{"{}"}, "r1", true}));
    CHECK(late.has_error());
    CHECK(world.worker.seen.size() == 1);
}

TEST_CASE("the file of a reply counts as the session's while it is held") {
    CallWorld world;
    world.upload("p1", 100);
    world.worker.answer([](const Job&) {
        JobReply reply;
        reply.files.push_back(output("image/png", std::string(300, 'r')));
        return reply;
    });
    {
        const auto reply = world.call();
        REQUIRE(reply.has_value());
        CHECK(reply->file.content_type == "image/png");
        CHECK(world.files.usage() == 400);
    }
    CHECK(world.files.usage() == 100);
}

TEST_CASE("a reply that is too large for the session is refused, and keeps nothing") {
    CallWorld world;
    world.upload("p1", 100);
    world.worker.answer([](const Job&) {
        JobReply reply;
        reply.files.push_back(output("image/png", std::string(901, 'r')));
        reply.keep.push_back({"p1", output("text/plain", "kept"), {}});
        return reply;
    });
    CHECK(world.call().error().code == errc::session_quota_exceeded);
    CHECK(world.files.usage() == 100);
    CHECK(world.session()->uploads[0].kept == nullptr);
}

TEST_CASE("a refusal of the operation is the answer") {
    CallWorld world;
    world.worker.answer([](const Job&) { return problem(errc::forbidden, "not now"); });
    CHECK(world.call().error().code == errc::forbidden);
}

TEST_CASE("what is kept replaces what was kept before, and may exceed the quota by its size") {
    CallWorld world;
    world.upload("p1", 500);
    REQUIRE(world.keep(world.session(), "p1", 400).has_value());
    REQUIRE(world.keep(world.session(), "p1", 450).has_value());
    CHECK(world.session()->uploads[0].kept->size == 450);
    CHECK(world.files.usage() == 950);
    CHECK(world.keep(world.session(), "p1", 501 + 450).error().code == errc::session_quota_exceeded);
    CHECK(world.session()->uploads[0].kept->size == 450);
    CHECK(world.files.usage() == 950);
}

TEST_CASE("nothing is kept of an upload that was replaced or removed meanwhile, and that is no error") {
    CallWorld world;
    world.upload("p1", 100);
    const auto before = world.session();
    world.upload("p1", 200);
    CHECK(world.keep(before, "p1", 10).has_value());
    REQUIRE(world.run(world.sessions.remove_upload(world.id, "p1")).has_value());
    CHECK(world.keep(before, "p1", 10).has_value());
    CHECK(world.files.usage() == 0);
}

TEST_CASE("nothing is kept while the session is submitted, and afterwards it is too late") {
    CallWorld world;
    world.upload("p1", 100);
    const auto before = world.session();
    const Id submission = new_id();
    REQUIRE(world.run(world.sessions.acquire(world.id, submission, 10s, world.now)).has_value());
    CHECK(world.keep(before, "p1", 10).has_value());
    CHECK(world.files.usage() == 100);
    REQUIRE(world.run(world.sessions.complete(world.id, submission, {})).has_value());
    CHECK(world.keep(before, "p1", 10).error().code == errc::session_completed);
    CHECK(world.files.usage() == 0);
}

TEST_CASE("a worker that keeps a file of no upload is refused") {
    CallWorld world;
    world.upload("p1", 100);
    CHECK(world.keep(world.session(), "p2", 10).error().code == errc::processing_failed);
    CHECK(world.keep(world.session(), "", 10).error().code == errc::processing_failed);
    CHECK(world.files.usage() == 100);
}
