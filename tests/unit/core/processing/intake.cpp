#include "core/processing/intake.hpp"

#include "tests/unit/core/processing/world.hpp"

using namespace baton::core;
using namespace baton::core::processing;
using work::Job;
using work::JobReply;

namespace {

constexpr std::string_view jpeg_bytes = "\xFF\xD8\xFF jpeg";

struct IntakeWorld : World {
    explicit IntakeWorld(action::ActionDescriptor action = usual_action()) : World(std::move(action)) {
        worker.answer([](const Job&) { return JobReply{{{"width", 4}}, {}, {}}; });
    }

    Intake intake{catalog, sessions, files, worker};

    result<session::Snapshot> take(std::string key, std::string_view bytes, std::string digest = "") {
        const auto writer = writer_of(bytes);
        return run(intake.take(*session(), std::move(key), *writer, std::move(digest), "r1", {}));
    }
};

}  // namespace

TEST_CASE("an upload is inspected and added with what was learned of it") {
    IntakeWorld world;
    const auto taken = world.take("p1", jpeg_bytes, blob_of(jpeg_bytes)->sha256());
    REQUIRE(taken.has_value());
    CHECK((*taken)->status == session::Status::action_started);
    REQUIRE((*taken)->uploads.size() == 1);
    const auto& file = (*taken)->uploads[0].file;
    CHECK(file.key == "p1");
    CHECK(file.content_type == "image/jpeg");
    CHECK(file.size == jpeg_bytes.size());
    CHECK(file.info == boost::json::object{{"width", 4}});
    REQUIRE(world.worker.seen.size() == 1);
    CHECK(world.worker.seen[0].kind == work::JobKind::inspect);
    CHECK(world.worker.seen[0].log_id == "r1");
    REQUIRE(world.worker.seen[0].files.size() == 1);
    CHECK(world.worker.seen[0].files[0].content_type == "image/jpeg");
}

TEST_CASE("an upload is named once and not fetched, one that is refused never reaches the store") {
    IntakeWorld world;
    world.worker.answer([](const Job&) { return problem(errc::unsupported_media, "broken"); });
    CHECK(world.take("p1", jpeg_bytes).error().detail == "broken");
    CHECK(world.files.trips() == 0);
    CHECK(world.files.usage() == 0);
    world.worker.answer([](const Job&) { return JobReply{}; });
    CHECK(world.take("p1", jpeg_bytes).has_value());
    CHECK(world.files.named == 1);
    CHECK(world.files.trips() == 1);
}

TEST_CASE("the inspector sees the bytes in hand") {
    IntakeWorld world;
    std::string sha256;
    world.worker.answer([&](const Job& job) {
        sha256 = job.files.at(0).reader->sha256();
        return JobReply{};
    });
    REQUIRE(world.take("p1", jpeg_bytes).has_value());
    CHECK(sha256 == blob_of(jpeg_bytes)->sha256());
}

TEST_CASE("an action without an inspector costs no job") {
    auto action = World::usual_action();
    action.inspects = false;
    IntakeWorld world{std::move(action)};
    CHECK(world.take("p1", jpeg_bytes).has_value());
    CHECK(world.worker.seen.empty());
}

TEST_CASE("what the action does not take is refused before a worker sees it, and not kept") {
    IntakeWorld world;
    const auto refused = world.take("p1", "GIF89a");
    CHECK(refused.error().code == errc::unsupported_media);
    CHECK(refused.error().detail == "not a file that this action takes; it takes: image/jpeg");
    CHECK(world.take("p1", "").error().code == errc::unsupported_media);
    CHECK(world.take("p1", jpeg_bytes, std::string(64, '0')).error().code == errc::bad_request);
    CHECK(world.worker.seen.empty());
    CHECK(world.files.trips() == 0);
    CHECK(world.files.usage() == 0);
    CHECK(world.session()->uploads.empty());
}

TEST_CASE("what the inspector refuses is not kept, and what it replaces stays") {
    IntakeWorld world;
    REQUIRE(world.take("p1", jpeg_bytes).has_value());
    world.worker.answer([](const Job&) { return problem(errc::unsupported_media, "broken"); });
    CHECK(world.take("p1", "\xFF\xD8\xFF broken").error().detail == "broken");
    CHECK(world.files.usage() == jpeg_bytes.size());
    CHECK(world.session()->uploads[0].file.size == jpeg_bytes.size());
}

TEST_CASE("an upload takes the place of the one with its key") {
    IntakeWorld world;
    REQUIRE(world.take("p1", jpeg_bytes).has_value());
    REQUIRE(world.take("p1", "\xFF\xD8\xFF other jpeg").has_value());
    CHECK(world.session()->uploads.size() == 1);
    CHECK(world.files.usage() == 14);
}

TEST_CASE("the action's limit is asked before and after the bytes came") {
    auto action = World::usual_action();
    action.upload_limit = {1, "one is enough"};
    IntakeWorld world{std::move(action)};
    CHECK(world.intake.check_limit(*world.session(), "p1").has_value());
    REQUIRE(world.take("p1", jpeg_bytes).has_value());
    CHECK(world.intake.check_limit(*world.session(), "p1").has_value());
    CHECK(world.intake.check_limit(*world.session(), "p2").error().detail == "one is enough");
    CHECK(world.take("p2", jpeg_bytes).error().detail == "one is enough");
    CHECK(world.files.usage() == jpeg_bytes.size());
}

TEST_CASE("what comes to a session that ended meanwhile is not kept") {
    IntakeWorld world;
    world.worker.answer([&](const Job&) {
        world.now += 61s;
        return JobReply{};
    });
    CHECK(world.take("p1", jpeg_bytes).error().code == errc::session_expired);
    CHECK(world.files.usage() == 0);
}
