#include "core/processing/job_share.hpp"

#include "core/processing/intake.hpp"
#include "core/processing/operation_calls.hpp"
#include "core/processing/submission.hpp"
#include "tests/unit/core/processing/world.hpp"

using namespace baton::core;
using namespace baton::core::processing;
using work::Job;
using work::JobReply;

namespace {

/// A job with one file of which that is known.
Job job_with(boost::json::object info, std::string made_from = "") {
    Job job;
    job.kind = work::JobKind::operate;
    job.files.push_back({"p1", "image/jpeg", "", nullptr, std::move(info), std::move(made_from)});
    return job;
}

}  // namespace

TEST_CASE("a job weighs as many pixels as its uploads are known to have") {
    World world;
    const auto weight = [&](const Job& job) { return share_of(job, *world.session()).weight; };
    CHECK(weight(job_with({{"width", 4000}, {"height", 3000}})) == 12'000'000);
    auto two = job_with({{"width", 4000}, {"height", 3000}});
    two.files.push_back(two.files.front());
    CHECK(weight(two) == 24'000'000);
    CHECK(weight(job_with({{"width", 4000}, {"height", 3000}}, "p1")) == 0);
    CHECK(weight(job_with({})) == 0);
}

TEST_CASE("what a worker says of a file is a number or nothing") {
    World world;
    const auto weight = [&](const Job& job) { return share_of(job, *world.session()).weight; };
    CHECK(weight(job_with({{"width", "wide"}, {"height", 3000}})) == 0);
    CHECK(weight(job_with({{"width", -5}, {"height", 3000}})) == 0);
    CHECK(weight(job_with({{"width", 1.5}, {"height", 3000}})) == 0);
    CHECK(weight(job_with({{"width", UINT64_MAX}, {"height", 3000}})) == 0);
    CHECK(weight(job_with({{"width", INT64_MAX}, {"height", INT64_MAX}})) == 1'000'000'000'000);
}

TEST_CASE("a submission weighs what its data's bytes stand for, arguments of an operation nothing") {
    World world;
    Job job;
    job.data = JsonText{'"' + std::string(2 * 1024 * 1024, 'x') + '"'};
    CHECK(share_of(job, *world.session()).weight > 25'000'000);
    job.data = JsonText{'"' + std::string(100'000, 'x') + '"'};
    CHECK(share_of(job, *world.session()).weight < 2'000'000);
    job.kind = work::JobKind::operate;
    CHECK(share_of(job, *world.session()).weight == 0);
}

TEST_CASE("every job says whose it is") {
    World world;
    world.worker.answer([](const Job&) { return JobReply{{}, {output("image/jpeg", "made")}, {}}; });
    const auto writer = world.writer_of("\xFF\xD8\xFF jpeg");
    Intake intake{world.catalog, world.sessions, world.files, world.worker};
    REQUIRE(world.run(intake.take(*world.session(), "p1", *writer, "", "r1", {})).has_value());
    OperationCalls calls{world.sessions, world.files, world.worker};
    REQUIRE(world.run(calls.call(*world.session(), world.ground(), {"see", {}, "r2"})).has_value());
    Submissions submissions{world.sessions, world.files, world.worker, 60s};
    REQUIRE(world.run(submissions.submit(world.id, {&world.action(), {}, {}, {}, "r3", {}})).has_value());
    REQUIRE(world.worker.seen.size() == 3);
    for (const auto& job : world.worker.seen) {
        CHECK(job.share.session == world.id);
        CHECK(job.share.owner == world.session()->spec->owner);
    }
}
