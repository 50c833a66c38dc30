#include "core/phone/json_bodies.hpp"

#include <doctest/doctest.h>

namespace baton::core::phone {
namespace {

TEST_CASE("a submission without data has none") {
    for (const char* body : {"", "{}", R"({"data":null})"}) {
        CAPTURE(body);
        const auto data = parse_submit_body(body);
        REQUIRE(data.has_value());
        CHECK(*data == "null");
    }
}

TEST_CASE("data is taken as it is") {
    const std::string body = R"( { "data" : {"a": [1] } } )";
    const auto data = parse_submit_body(body);
    REQUIRE(data.has_value());
    CHECK(*data == R"({"a": [1] })");
    CHECK(data->data() == body.data() + body.find(R"({"a")"));
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
    const auto unknown = parse_submit_body(R"({"data":1,"a\/b~":2,"c":3})").error();
    CHECK(unknown.errors.front().pointer == "/a~1b~0");
    CHECK(unknown.errors.front().code == "unknown");
    CHECK(unknown.detail == "unknown field 'a/b~'");
    CHECK(parse_submit_body(R"({"x":1,})").error().code == errc::malformed_json);
}

}  // namespace
}  // namespace baton::core::phone
