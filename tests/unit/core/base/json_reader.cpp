#include "core/base/json_reader.hpp"

#include <doctest/doctest.h>

using namespace baton::core;

TEST_CASE("JSON is read") {
    const auto value = read_json(R"({"a": [1, -2.5e3, 1e-400, null]})", "wrong");
    REQUIRE(value.has_value());
    CHECK(value->at("a").as_array().size() == 4);
}

TEST_CASE("what is no JSON is refused with the given words") {
    for (const auto* text : {"", "{", "[1,]", "NaN", "{} {}"}) {
        CAPTURE(text);
        const auto value = read_json(text, "wrong");
        REQUIRE_FALSE(value.has_value());
        CHECK(value.error().code == errc::malformed_json);
        CHECK(value.error().detail == "wrong");
    }
}

TEST_CASE("so are numbers that no double holds, however deep") {
    for (const auto* text : {"1e400", "-1e400", "[0e3081]", R"({"a":{"b":[1,{"c":123456789e305}]}})"}) {
        CAPTURE(text);
        CHECK_FALSE(read_json(text, "wrong").has_value());
    }
}
