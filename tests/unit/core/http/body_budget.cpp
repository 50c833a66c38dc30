#include "core/http/body_budget.hpp"

#include "tests/unit/core/http/pieces.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>

using namespace baton::core;
using namespace baton::core::http;

namespace {

constexpr std::uint64_t limit = 100'000;
constexpr std::uint64_t small = BodyBudget::uncounted;

/// Reads a body of so many bytes that comes in pieces of 4,096.
result<Body> read(const BodyBudget& budget, std::size_t size, bool announced, std::size_t at_most = 1'000'000) {
    boost::asio::io_context context;
    Pieces pieces{std::string(size, 'x'), 4096};
    Request request;
    request.body = &pieces;
    request.budget = &budget;
    if (announced) request.content_length = size;
    return run_on(context, read_all(request, at_most));
}

}  // namespace

TEST_CASE("bodies in hand are counted together, until the last who needs one is done") {
    for (const bool announced : {true, false}) {
        CAPTURE(announced);
        const BodyBudget budget{limit};
        auto first = read(budget, 60'000, announced);
        REQUIRE(first.has_value());
        CHECK(first->text == std::string(60'000, 'x'));
        CHECK(budget.used() == 60'000);
        CHECK(read(budget, 40'001, announced).error().code == errc::overloaded);
        CHECK(budget.used() == 60'000);
        std::optional moved{std::move(*first)};
        CHECK(read(budget, 40'000, announced).has_value());
        CHECK(budget.used() == 60'000);
        moved.reset();
        CHECK(budget.used() == 0);
        CHECK(read(budget, limit, announced).has_value());
        CHECK(read(budget, limit + 1, announced).error().code == errc::overloaded);
        CHECK(budget.used() == 0);
    }
}

TEST_CASE("small bodies are taken whatever the others take") {
    const BodyBudget budget{limit};
    const auto large = read(budget, limit, true);
    REQUIRE(large.has_value());
    CHECK(read(budget, small, true).has_value());
    CHECK(read(budget, small + 1, true).error().code == errc::overloaded);
}

TEST_CASE("a body over its own limit is too large, also when there is no room for it") {
    const BodyBudget budget{limit};
    for (const bool announced : {true, false}) {
        CHECK(read(budget, 50'001, announced, 50'000).error().code == errc::payload_too_large);
        CHECK(budget.used() == 0);
    }
}

TEST_CASE("a charge outlives its budget") {
    BodyBudget::Charge charge;
    {
        const BodyBudget budget{limit};
        charge = budget.begin();
        REQUIRE(charge.grow(50'000).has_value());
    }
    CHECK(charge.grow(limit + 1).error().code == errc::overloaded);
}
