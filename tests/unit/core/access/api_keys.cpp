#include "core/access/api_keys.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::access;

TEST_CASE("keys come as a comma list, with or without a name") {
    const auto keys = parse_api_keys("plain, shop:named");
    REQUIRE(keys.has_value());
    REQUIRE(keys->size() == 2);
    // printf plain | sha256sum
    CHECK((*keys)[0].name == "a116c9ed46d6");
    CHECK((*keys)[1].name == "shop");
}

TEST_CASE("empty and repeated entries are refused") {
    for (const char* text : {"", ",", "a,", "a,a", "x:a,x:b", "x:", ":a", "x:a,a", "plain,a116c9ed46d6:other",
                             "a116c9ed46d6:other,shop:plain"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_api_keys(text).has_value());
    }
}

TEST_CASE("short keys are told by name or place, never by what would prove a guess") {
    const auto short_of = [](const char* text) { return short_keys(*parse_api_keys(text)); };
    CHECK(short_of("0123456789abcdef").empty());
    CHECK(short_of("shop:0123456789abcdef, other: 0123456789abcdefg ").empty());
    CHECK(short_of("0123456789abcde") == "key1");
    CHECK(short_of("0123456789abcdef,plain,shop:named,crm:0123456789abcdeg") == "key2, shop");
}

TEST_CASE("each key is an owner of its own") {
    const ApiKeys keys{*parse_api_keys("one,two:second")};
    CHECK(*keys.authenticate("one") == 0);
    CHECK(*keys.authenticate("second") == 1);
    CHECK(keys.authenticate("").error().code == errc::missing_api_key);
    CHECK(keys.authenticate("two:second").error().code == errc::invalid_api_key);
    CHECK(keys.authenticate("on").error().code == errc::invalid_api_key);
}
