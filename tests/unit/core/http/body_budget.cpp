#include "core/http/body_budget.hpp"

#include "tests/unit/core/http/pieces.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace baton::core;
using namespace baton::core::http;

namespace {

constexpr std::uint64_t limit = 100'000;
constexpr std::uint64_t key_share = limit - limit / BodyBudget::shares;
constexpr std::uint64_t small = BodyBudget::uncounted;

/// Reads a body of so many bytes that comes in pieces of 4,096.
result<Body> read(const BodyBudget& budget, std::size_t size, bool announced, std::size_t at_most = 1'000'000,
                  Payer payer = {}) {
    boost::asio::io_context context;
    Pieces pieces{std::string(size, 'x'), 4096};
    Request request;
    request.body = &pieces;
    request.budget = &budget;
    if (announced) request.content_length = size;
    return run_on(context, read_all(request, at_most, payer));
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
        CHECK(read(budget, 40'001, announced, 1'000'000, {2}).error().code == errc::overloaded);
        CHECK(budget.used() == 60'000);
        std::optional moved{std::move(*first)};
        CHECK(read(budget, 40'000, announced, 1'000'000, {2}).has_value());
        CHECK(budget.used() == 60'000);
        moved.reset();
        CHECK(budget.used() == 0);
        CHECK(read(budget, key_share, announced).has_value());
        CHECK(read(budget, key_share + 1, announced).error().code == errc::overloaded);
        CHECK(budget.used() == 0);
    }
}

TEST_CASE("small bodies are taken whatever the others take") {
    const BodyBudget budget{limit};
    const auto large = read(budget, key_share, true);
    REQUIRE(large.has_value());
    CHECK(read(budget, small, true).has_value());
    CHECK(read(budget, small + 1, true).error().code == errc::overloaded);
}

TEST_CASE("a session has a share of its key's, and a key leaves some to the others") {
    constexpr std::uint64_t mebibyte = 1024 * 1024;
    const BodyBudget budget{64 * mebibyte};
    const auto take = [&](const Payer& payer, std::uint64_t bytes) {
        auto charge = budget.begin(payer);
        return std::pair{charge.grow(bytes).has_value(), std::move(charge)};
    };
    std::vector<BodyBudget::Charge> held;
    const auto fits = [&](const Payer& payer, std::uint64_t bytes) {
        auto [taken, charge] = take(payer, bytes);
        if (taken) held.push_back(std::move(charge));
        return taken;
    };
    const Payer session{1, new_id()};
    CHECK(fits(session, 5 * mebibyte));
    CHECK_FALSE(fits(session, 4 * mebibyte));
    CHECK(fits(session, 3 * mebibyte));
    CHECK_FALSE(fits(session, small + 1));
    CHECK(fits(session, small));
    // The other sessions of the key, and what it asks for itself.
    for (int i = 0; i < 5; ++i) CHECK(fits({1, new_id()}, 8 * mebibyte));
    CHECK(fits({1}, 8 * mebibyte));
    CHECK_FALSE(fits({1}, small + 1));
    CHECK_FALSE(fits({1, new_id()}, small + 1));
    CHECK(fits({2, new_id()}, 8 * mebibyte));
    CHECK_FALSE(fits({2}, small + 1));
    CHECK(budget.used() == 64 * mebibyte);
    held.clear();
    CHECK(budget.used() == 0);
    CHECK(fits(session, 8 * mebibyte));
}

TEST_CASE("a session can always send its largest body") {
    const BodyBudget budget{4 * 1024 * 1024};
    auto charge = budget.begin({1, new_id()});
    CHECK(charge.grow(2 * 1024 * 1024).has_value());
    CHECK_FALSE(charge.grow(2 * 1024 * 1024 + 1).has_value());
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
        charge = budget.begin({});
        REQUIRE(charge.grow(50'000).has_value());
    }
    CHECK(charge.grow(limit + 1).error().code == errc::overloaded);
}
