#include "core/phone/json_bodies.hpp"

#include <doctest/doctest.h>

namespace baton::core::phone {
namespace {

TEST_CASE("a submission without data has none") {
    for (const char* body : {"", "{}", R"({"data":null})"}) {
        CAPTURE(body);
        const auto data = parse_submit_body(body);
        REQUIRE(data.has_value());
        CHECK(data->is_null());
    }
}

TEST_CASE("data is taken as it is") {
    const auto data = parse_submit_body(R"({"data":{"a":[1]}})");
    REQUIRE(data.has_value());
    CHECK(data->at("a").at(0) == 1);
}

TEST_CASE("what has nothing to say may say so") {
    CHECK(check_empty_body("").has_value());
    CHECK(check_empty_body(" {} ").has_value());
    CHECK(check_empty_body("{").error().code == errc::malformed_json);
    CHECK(check_empty_body("null").error().code == errc::invalid_field);
    CHECK(check_empty_body(R"({"":1})").error().errors.front().pointer == "/");
    CHECK(check_empty_body(R"({"data":1})").error().errors.front().pointer == "/data");
}

TEST_CASE("what is no submission is refused") {
    CHECK(parse_submit_body("{").error().code == errc::malformed_json);
    CHECK(parse_submit_body("[]").error().code == errc::invalid_field);
    CHECK(parse_submit_body(R"({"x":1})").error().errors.front().pointer == "/x");
}

}  // namespace
}  // namespace baton::core::phone
