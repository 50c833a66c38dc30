#include "core/db/postgres/pipeline.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

using namespace baton::core;
using namespace baton::core::db;
using namespace baton::core::db::postgres;

namespace {

std::shared_ptr<Call> call_of(std::size_t statements, bool changes = true) {
    auto call = std::make_shared<Call>();
    call->statements.resize(statements);
    call->changes = changes;
    call->ended = [] { /* the test looks */ };
    return call;
}

Answer changed(std::uint64_t rows) {
    return {{}, rows};
}

}  // namespace

TEST_CASE("each call gets its own answers") {
    Pipeline pipeline;
    const auto first = call_of(2);
    const auto second = call_of(1);
    pipeline.sent(first);
    pipeline.sent(second);
    CHECK(pipeline.answered(changed(1)));
    CHECK(pipeline.answered(changed(2)));
    CHECK_FALSE(first->outcome);
    CHECK(pipeline.synced());
    REQUIRE(first->outcome);
    CHECK(first->outcome->end == End::answered);
    CHECK(first->outcome->answers.at(1).changed == 2);
    CHECK_FALSE(second->outcome);
    CHECK(pipeline.answered(changed(3)));
    CHECK(pipeline.synced());
    REQUIRE(second->outcome);
    CHECK(second->outcome->answers.at(0).changed == 3);
    CHECK(pipeline.empty());
}

TEST_CASE("a refusal ends its own call, not the next one") {
    Pipeline pipeline;
    const auto first = call_of(3);
    const auto second = call_of(1);
    pipeline.sent(first);
    pipeline.sent(second);
    CHECK(pipeline.answered(changed(1)));
    CHECK(pipeline.refused({"23505", "twice"}));
    CHECK(pipeline.skipped());
    CHECK_FALSE(first->outcome);
    CHECK(pipeline.synced());
    REQUIRE(first->outcome);
    CHECK(first->outcome->end == End::refused);
    CHECK(first->outcome->refusal.sqlstate == "23505");
    CHECK(pipeline.answered(changed(1)));
    CHECK(pipeline.synced());
    REQUIRE(second->outcome);
    CHECK(second->outcome->end == End::answered);
}

TEST_CASE("a constraint that is looked at last refuses after all answers") {
    Pipeline pipeline;
    const auto call = call_of(1);
    pipeline.sent(call);
    CHECK(pipeline.answered(changed(1)));
    CHECK(pipeline.refused({"23503", "deferred"}));
    CHECK(pipeline.synced());
    REQUIRE(call->outcome);
    CHECK(call->outcome->end == End::refused);
}

TEST_CASE("a refusal before the connection breaks says nothing about what was kept") {
    Pipeline pipeline;
    const auto call = call_of(1);
    pipeline.sent(call);
    CHECK(pipeline.refused({"57P01", "terminating connection"}));
    pipeline.lost(End::lost);
    REQUIRE(call->outcome);
    CHECK(call->outcome->end == End::lost);
}

TEST_CASE("all calls on their way end with the connection") {
    Pipeline pipeline;
    const auto first = call_of(1);
    const auto second = call_of(1);
    pipeline.sent(first);
    pipeline.sent(second);
    CHECK(pipeline.answered(changed(1)));
    CHECK(pipeline.carries(*second));
    pipeline.lost(End::silent);
    REQUIRE((first->outcome && second->outcome));
    CHECK(first->outcome->end == End::silent);
    CHECK(second->outcome->end == End::silent);
    CHECK(pipeline.empty());
    CHECK_FALSE(pipeline.carries(*second));
}

TEST_CASE("a commit that did not wait for its standby is in doubt; a query is not") {
    for (const bool changes : {true, false}) {
        Pipeline pipeline;
        const auto call = call_of(1, changes);
        const auto next = call_of(1);
        pipeline.sent(call);
        pipeline.sent(next);
        CHECK(pipeline.answered(changed(1)));
        pipeline.warned();
        CHECK(pipeline.synced());
        REQUIRE(call->outcome);
        CHECK(call->outcome->end == (changes ? End::doubtful : End::answered));
        CHECK(pipeline.answered(changed(1)));
        CHECK(pipeline.synced());
        REQUIRE(next->outcome);
        CHECK(next->outcome->end == End::answered);
    }
}

TEST_CASE("a server that is out of step is noticed") {
    Pipeline pipeline;
    CHECK_FALSE(pipeline.answered({}));
    CHECK_FALSE(pipeline.refused({}));
    CHECK_FALSE(pipeline.skipped());
    CHECK_FALSE(pipeline.synced());
    pipeline.warned();
    pipeline.sent(call_of(1));
    CHECK_FALSE(pipeline.skipped());
    CHECK_FALSE(pipeline.synced());
    CHECK(pipeline.answered({}));
    CHECK_FALSE(pipeline.answered({}));
    CHECK(pipeline.refused({"40001", ""}));
    CHECK_FALSE(pipeline.refused({"40001", ""}));
    CHECK_FALSE(pipeline.answered({}));
    CHECK(pipeline.synced());
}
