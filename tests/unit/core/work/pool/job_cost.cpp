#include "core/work/pool/job_cost.hpp"

#include <doctest/doctest.h>

using namespace baton::core::work;
using namespace std::chrono_literals;

TEST_CASE("an inspection has ten seconds for each begun 50 megapixels, and never more than a job") {
    const auto limit = [](std::uint64_t weight) { return time_limit(JobKind::inspect, weight, 30s); };
    CHECK(limit(0) == 10s);
    CHECK(limit(50'000'000) == 10s);
    CHECK(limit(50'000'001) == 20s);
    CHECK(limit(100'000'000) == 20s);
    CHECK(limit(150'000'000) == 30s);
    CHECK(limit(UINT64_MAX) == 30s);
    CHECK(time_limit(JobKind::inspect, 0, 100ms) == 100ms);
    CHECK(time_limit(JobKind::process, 0, 30s) == 30s);
    CHECK(time_limit(JobKind::operate, 0, 30s) == 30s);
}

TEST_CASE("only files that nobody has looked at are weighed, and kept ones never") {
    Job job;
    CHECK(weight_limit(job) == 0);
    job.files.push_back({"p1", "image/png", "", nullptr, {{"width", 3}}});
    job.files.push_back({"", "text/plain", "", nullptr, {}, "p1"});
    CHECK(weight_limit(job) == 0);
    job.files.push_back({"p2", "image/png", "", nullptr, {}});
    CHECK(weight_limit(job) == cheap_weight);
    job.share.weight = 5;
    CHECK(weight_limit(job) == cheap_weight - 5);
    job.share.weight = cheap_weight;
    CHECK(weight_limit(job) == 1);
    job.share.weight = cheap_weight + 1;
    CHECK(weight_limit(job) == 0);
}
