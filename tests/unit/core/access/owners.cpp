#include "core/access/owners.hpp"

#include <doctest/doctest.h>

using namespace baton::core::access;

TEST_CASE("an owner is the key's, whatever place it has in the list") {
    Owners before{*parse_api_keys("one:a,two:b")};
    Owners after{*parse_api_keys("two:b,one:a")};
    CHECK(before.of("two") == 1);
    CHECK(after.of("two") == 0);
    CHECK(after.name(after.of("two")) == "two");
}

TEST_CASE("a key that is given a name later keeps what its fingerprint owns") {
    const auto unnamed = *parse_api_keys("other,secret");
    Owners before{unnamed};
    const std::string recorded = before.name(1);
    CHECK(recorded == fingerprint(unnamed[1]));
    Owners after{*parse_api_keys("shop:secret")};
    CHECK(after.of(recorded) == 0);
    CHECK(after.name(after.of(recorded)) == "shop");
}

TEST_CASE("a name that no key has is nobody's, and stays itself") {
    Owners owners{*parse_api_keys("shop:secret")};
    const Owner gone = owners.of("closed-shop");
    CHECK(gone != 0);
    CHECK(owners.of("closed-shop") == gone);
    CHECK(owners.name(gone) == "closed-shop");
}
