#include "services/signal/answers.hpp"

#include <doctest/doctest.h>

using namespace baton::services::signal;

TEST_CASE("answers have exactly the contract's members") {
    CHECK(answers::version("abc1234") == R"({"version":"abc1234"})");
    CHECK(answers::health(12) == R"({"status":"ok","timestamp":12})");
    CHECK(answers::offer("c") == R"({"code":"c"})");
    CHECK(answers::success() == R"({"success":true})");
    CHECK(answers::topics({{{"a\"b", 2}}, 3}, {2, 1}) ==
          R"({"topics":[{"topic":"a\"b","count":2}],"pagination":{"page":2,"limit":1,"total":3,"hasMore":true}})");
    CHECK(answers::topics({{}, 3}, {9, 100}) ==
          R"({"topics":[],"pagination":{"page":9,"limit":100,"total":3,"hasMore":false}})");
    CHECK(answers::session({"c1", R"("i")", R"("o")", {R"("x")", R"("y")"}, 1, 2}) ==
          R"({"code":"c1","info":"i","offer":"o","offerCandidates":["x","y"],"createdAt":1,"expiresAt":2})");
    CHECK(answers::session({"c2", R"("j")", R"("p")", {}, 3, 4}) ==
          R"({"code":"c2","info":"j","offer":"p","offerCandidates":[],"createdAt":3,"expiresAt":4})");
    CHECK(answers::poll({std::nullopt, {}}, Side::offerer) == R"({"answer":null,"answerCandidates":[]})");
    CHECK(answers::poll({R"("a")", {R"("x")", R"("x")"}}, Side::offerer) ==
          R"({"answer":"a","answerCandidates":["x","x"]})");
    CHECK(answers::poll({R"("o")", {R"("y")"}}, Side::answerer) == R"({"offer":"o","offerCandidates":["y"]})");
}
