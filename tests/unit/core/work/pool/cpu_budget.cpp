#include "core/work/pool/cpu_budget.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::work;
using namespace std::chrono_literals;

namespace {

struct Bucket {
    CpuBudget budget{60s};  // runs dry at two seconds a minute
    CpuBudget::Clock::time_point now{1000h};
    Id id = new_id();

    std::chrono::seconds wait() const { return budget.wait(id, now); }
};

}  // namespace

TEST_CASE("a session may use its budget at once, and then waits for room") {
    Bucket bucket;
    CHECK(bucket.wait() == 0s);
    bucket.budget.charge(bucket.id, 59s, bucket.now);
    CHECK(bucket.wait() == 0s);
    bucket.budget.charge(bucket.id, 3s, bucket.now);
    CHECK(bucket.wait() == 61s);  // two seconds over the brim are a minute
    bucket.now += 60s;
    CHECK(bucket.wait() == 1s);
    bucket.now += 1s;
    CHECK(bucket.wait() == 0s);
    CHECK(bucket.budget.wait(new_id(), bucket.now) == 0s);
}

TEST_CASE("what a session has used is forgotten in half an hour, and so is the session") {
    Bucket bucket;
    bucket.budget.charge(bucket.id, 60s, bucket.now);
    for (int i = 0; i < 100; ++i) bucket.budget.charge(new_id(), 1ms, bucket.now);
    CHECK(bucket.budget.size() == 101);
    bucket.now += CpuBudget::drain_time / 2;
    bucket.budget.charge(bucket.id, 29s, bucket.now);
    CHECK(bucket.wait() == 0s);
    CHECK(bucket.budget.size() == 1);
    bucket.now += CpuBudget::drain_time;
    bucket.budget.charge(new_id(), 0s, bucket.now);
    CHECK(bucket.budget.size() == 0);
}

TEST_CASE("without a budget, or without a session, nobody waits and nothing is kept") {
    CpuBudget none{0s};
    const auto id = new_id();
    none.charge(id, 10h, {});
    CHECK(none.wait(id, {}) == 0s);
    CHECK(none.size() == 0);
    Bucket bucket;
    bucket.budget.charge(Id{}, 10h, bucket.now);
    CHECK(bucket.budget.wait(Id{}, bucket.now) == 0s);
}
