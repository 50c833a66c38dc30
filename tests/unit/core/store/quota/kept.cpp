#include "core/store/quota/kept.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using store::Kept;

TEST_CASE("kept: what others keep counts, and what is in flight stays counted") {
    Shares shares{{100, 60}};
    Kept kept{shares};
    REQUIRE(shares.take(1, 10) == Shares::Room::enough);  // in flight
    kept.replace({{1, 20}, {2, 30}});
    CHECK(shares.used_by(1) == 30);
    CHECK(shares.used_by(2) == 30);
    CHECK(shares.take(1, 31) == Shares::Room::key_is_full);
    kept.adopt(1, 10);
    CHECK(shares.used_by(1) == 30);
    // The tables say so a moment later, too.
    kept.replace({{1, 30}});
    CHECK(shares.used_by(1) == 30);
    CHECK(shares.used() == 30);
}

TEST_CASE("kept: a count that was overtaken by a change replaces nothing") {
    Shares shares{{100, 60}};
    Kept kept{shares};
    kept.add(1, 20);
    const auto before = kept.changes();
    for (const auto& change : {+[](Kept& each) { each.add(1, 5); }, +[](Kept& each) { each.drop(1, 5); },
                               +[](Kept& each) { each.adopt(1, 0); }}) {
        const auto counted = kept.changes();
        change(kept);
        CHECK_FALSE(kept.replace_since(counted, {{1, 1}}));
    }
    CHECK_FALSE(kept.replace_since(before, {{1, 1}}));
    CHECK(shares.used_by(1) == 20);
    CHECK(kept.replace_since(kept.changes(), {{1, 30}}));
    CHECK(shares.used_by(1) == 30);
}

TEST_CASE("kept: what another server kept may go before it was counted here") {
    Shares shares{{100, 100}};
    Kept kept{shares};
    REQUIRE(shares.take(1, 40) == Shares::Room::enough);  // in flight
    kept.add(1, 5);
    kept.drop(1, 9);
    kept.drop(2, 9);
    CHECK(shares.used_by(1) == 40);
    CHECK(shares.used() == 40);
    kept.add(1, 200);
    CHECK(shares.used() == 240);
    kept.replace({});
    CHECK(shares.used() == 40);
}
