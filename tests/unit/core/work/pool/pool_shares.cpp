#include "pool_fixture.hpp"

#include <algorithm>
#include <utility>

using namespace pool_test;

namespace {

/// A job of that session.
work::Job of(const Id& session, work::Job job) {
    job.share.session = session;
    return job;
}

/// The job with a file of which nothing is known yet, and that says how heavy it is.
work::Job with(std::string_view weight, work::Job job) {
    job.files.push_back(input_of("p1", "\xff\xd8\xff weight=" + std::string{weight} + " \xff\xd9"));
    return job;
}

work::PoolSettings patient(unsigned workers) {
    auto settings = settings_for({"misbehave"});
    settings.workers = workers;
    settings.deadline = 1h;  // what hangs does so until the pool stops
    return settings;
}

/// Performs the job unless it has to wait longer than anything may take.
bool is_served(Running& running, work::Job job) {
    std::optional<bool> served;
    asio::co_spawn(running.context, running.pool.run(std::move(job)),
                   [&served](const std::exception_ptr&, const auto& reply) { served = reply.has_value(); });
    running.context.restart();
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (!served && running.context.run_one_until(end) > 0) {
    }
    REQUIRE(served.has_value());
    return *served;
}

}  // namespace

TEST_CASE("a session whose jobs hang leaves a worker to others") {
    Running running{patient(3)};
    const auto session = new_id();
    for (int i = 0; i < 5; ++i) running.begin(of(session, job_that("hang")));
    for (int i = 0; i < 5; ++i) CHECK(is_served(running, of(new_id(), job_that("ok"))));
    CHECK(running.replies.empty());
    CHECK(running.pool.pending() == 5);
}

TEST_CASE("heavy files are found out by their headers and leave a worker to light ones") {
    Running running{patient(2)};
    for (int i = 0; i < 4; ++i) running.begin(of(new_id(), with("25000001", job_that("hang"))));
    // Often enough that each heavy one has been weighed, and would run if it might.
    for (int i = 0; i < 10; ++i) CHECK(is_served(running, of(new_id(), with("25000000", job_that("ok")))));
    CHECK(running.replies.empty());
    CHECK(running.pool.pending() == 4);
}

TEST_CASE("a heavy file is inspected all the same, also by a single worker") {
    Running running{patient(1)};
    auto inspection = with("99000000000000000000", job_that("ok"));
    inspection.kind = work::JobKind::inspect;
    const auto reply = running.perform(std::move(inspection));
    REQUIRE(reply.has_value());
    CHECK(reply->body.contains("bytes"));
    CHECK(running.perform(with("30000000", job_that("ok"))).has_value());
}

TEST_CASE("a pool that is closed finishes what a worker has and what was begun, and refuses what waits") {
    Running running{patient(1)};
    CHECK(running.perform(job_that("ok")).has_value());  // its worker waits for a job from here on
    auto begun = job_that("ok");
    begun.goes_on = true;
    running.begin(of(new_id(), job_that("sleep")));
    running.begin(of(new_id(), job_that("ok")));
    running.begin(of(new_id(), begun));
    running.begin(of(new_id(), with("30000000", job_that("ok"))));
    running.context.restart();
    while (running.pool.pending() < 4) running.context.run_one();
    running.pool.refuse_waiting();
    running.await_replies(4);
    const auto done = std::ranges::count_if(running.replies, [](const auto& reply) { return reply.has_value(); });
    CHECK(done == 2);
    for (const auto& reply : running.replies) CHECK((reply || reply.error().code == errc::shutting_down));
    CHECK(code_of(running.perform(of(new_id(), job_that("ok")))) == errc::shutting_down);
    CHECK(running.perform(of(new_id(), begun)).has_value());
}

TEST_CASE("a session that has used its processor time waits, others do not") {
    auto settings = settings_for({"misbehave"});
    settings.session_cpu = 1s;
    settings.deadline = 1500ms;
    Running running{settings};
    const auto session = new_id();
    CHECK(running.perform(of(session, job_that("ok"))).has_value());
    CHECK(code_of(running.perform(of(session, job_that("hang")))) == errc::processing_failed);
    const auto refused = running.perform(of(session, job_that("ok")));
    CHECK(code_of(refused) == errc::overloaded);
    // Half a second over the brim is a quarter of an hour of two.
    CHECK(refused.error().retry_after >= 60);
    CHECK(running.perform(of(new_id(), job_that("ok"))).has_value());
}

TEST_CASE("what waits behind a job that uses up its session's time is told so") {
    auto settings = settings_for({"misbehave"});
    settings.session_cpu = 1s;
    settings.deadline = 1500ms;
    Running running{settings};
    const auto session = new_id();
    running.begin(of(session, job_that("hang")));
    running.begin(of(session, job_that("ok")));
    running.await_replies(2);
    CHECK(code_of(running.replies[0]) == errc::processing_failed);
    CHECK(code_of(running.replies[1]) == errc::overloaded);
}

TEST_CASE("the kernel's count of a job's processor time is what is charged") {
    auto settings = settings_for({"misbehave"});
    settings.session_cpu = 1s;
    Running running{settings};
    const auto session = new_id();
    // Together they take two seconds and use next to nothing.
    for (int i = 0; i < 20; ++i) CHECK(running.perform(of(session, job_that("sleep"))).has_value());
    CHECK(running.perform(of(session, job_that("ok"))).has_value());
    running.begin(of(session, job_that("burn")));
    running.await_replies(1);
    CHECK(running.replies[0].has_value());
    CHECK(code_of(running.perform(of(session, job_that("ok")))) == errc::overloaded);
}
