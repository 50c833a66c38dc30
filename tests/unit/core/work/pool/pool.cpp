#include "core/work/pool/pool.hpp"

#include "pool_fixture.hpp"

#include <fcntl.h>

#include <algorithm>

using namespace pool_test;

TEST_CASE("a job's file comes back sealed and hashed") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.files.push_back(input_of("p1", "\xff\xd8\xff picture"));
    const auto reply = running.perform(job);
    REQUIRE(reply.has_value());
    REQUIRE(reply->files.size() == 1);
    CHECK(reply->files[0].content_type == "image/jpeg");
    CHECK(reply->files[0].filename == "echo.jpg");
    CHECK(reply->files[0].reader->sha256() == job.files[0].reader->sha256());
    const int seals = ::fcntl(file::blob_of(reply->files[0].reader)->fd(), F_GET_SEALS);
    CHECK((seals & F_SEAL_WRITE) != 0);
    CHECK((seals & F_SEAL_GROW) != 0);
    CHECK((seals & F_SEAL_SHRINK) != 0);
}

TEST_CASE("a plugin's refusal reaches the caller with its pointer") {
    Running running{settings_for({"misbehave"})};
    const auto reply = running.perform(job_that("reject"));
    REQUIRE(code_of(reply) == errc::invalid_field);
    REQUIRE(reply.error().errors.size() == 1);
    CHECK(reply.error().errors[0].pointer == "/options/how");
    CHECK(reply.error().detail == "rejected on purpose");
}

TEST_CASE("an inspector's findings and refusals reach the caller") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.kind = work::JobKind::inspect;
    job.files.push_back(input_of("p1", "\xff\xd8\xff whole \xff\xd9"));
    const auto good = running.perform(job);
    REQUIRE(good.has_value());
    CHECK(good->body.at("bytes") == 12);
    job.files[0] = input_of("p1", "\xff\xd8\xff half");
    CHECK(code_of(running.perform(job)) == errc::unsupported_media);
}

TEST_CASE("an operation gets its arguments and files") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.kind = work::JobKind::operate;
    job.operation = "count";
    job.data = JsonText{R"({"n":7})"};
    job.files = {input_of("a", "1"), input_of("b", "2")};
    const auto reply = running.perform(job);
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("files") == 2);
    CHECK(reply->body.at("arguments") == boost::json::value{{"n", 7}});
    job.operation = "unheard-of";
    CHECK(code_of(running.perform(job)) == errc::processing_failed);
}

TEST_CASE("a job for an action that no worker has fails alone") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.action = "unheard-of";
    CHECK(code_of(running.perform(job)) == errc::processing_failed);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("more files than one packet carries arrive, more than the limit are refused") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.kind = work::JobKind::operate;
    job.operation = "count";
    job.data = JsonText{"{}"};
    const auto blob = blob_of("x");
    for (int i = 0; i < 300; ++i) job.files.push_back({"p" + std::to_string(i), "image/jpeg", "", blob, {}});
    const auto reply = running.perform(job);
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("files") == 300);
    while (job.files.size() <= 1024) job.files.push_back(job.files.front());
    CHECK(code_of(running.perform(job)) == errc::payload_too_large);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("texts over the inline limit travel both ways") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("large");
    job.data = JsonText{'"' + std::string(300'000, 'y') + '"'};
    const auto reply = running.perform(job);
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("text").get_string().size() == 200'000);
}

TEST_CASE("what a plugin prints does not disturb the channel") {
    Running running{settings_for({"misbehave"})};
    CHECK(running.perform(job_that("print")).has_value());
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("an action that makes no file or throws fails, its worker lives on") {
    Running running{settings_for({"misbehave"})};
    CHECK(code_of(running.perform(job_that("nothing"))) == errc::processing_failed);
    const auto thrown = running.perform(job_that("throw"));
    CHECK(code_of(thrown) == errc::processing_failed);
    CHECK_MESSAGE(thrown.error().detail.find("on purpose") == std::string::npos, "exception text sent to clients");
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("a full queue refuses at once and a freed one takes again") {
    auto settings = settings_for({"misbehave"});
    settings.queue_per_worker = 2;
    Running running{settings};
    for (int i = 0; i < 5; ++i) {
        auto job = job_that("sleep");
        job.share.session = new_id();
        running.begin(std::move(job));
    }
    running.await_replies(5);
    const auto refused = std::ranges::count_if(
        running.replies, [](const auto& reply) { return reply.has_error() && reply.error().code == errc::overloaded; });
    CHECK(refused == 2);
    CHECK(running.replies.front().has_error());  // the refusals did not wait for the work
    CHECK(running.pool.pending() == 0);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("fifty jobs at once are all answered") {
    auto settings = settings_for({"misbehave"});
    settings.workers = 2;
    Running running{settings};
    for (int i = 0; i < 50; ++i) running.begin(job_that(i % 10 == 9 ? "crash" : "ok"));
    running.await_replies(50);
    const auto good = std::ranges::count_if(running.replies, [](const auto& reply) { return reply.has_value(); });
    CHECK(good == 45);
    CHECK(running.pool.pending() == 0);
}
