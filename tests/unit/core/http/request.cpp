#include "core/http/request.hpp"

#include <doctest/doctest.h>

using namespace baton::core::http;

TEST_CASE("percent-decoding") {
    CHECK(percent_decode("a%20b+c", false) == "a b+c");
    CHECK(percent_decode("a%20b+c", true) == "a b c");
    CHECK(percent_decode("%C3%BC", false) == "\u00fc");
    for (const char* text : {"%", "%1", "%zz", "%00"}) {
        CAPTURE(text);
        CHECK_FALSE(percent_decode(text, false).has_value());
    }
}

TEST_CASE("a list goes over all its fields") {
    Request request;
    request.fields = {{FieldName::connection, "Connection", "keep-alive , "},
                      {FieldName::upgrade, "Upgrade", "h2c"},
                      {FieldName::connection, "connection", "\tUPGRADE"}};
    CHECK(request.list(FieldName::connection) == std::vector<std::string_view>{"keep-alive", "UPGRADE"});
    CHECK(request.lists(FieldName::connection, "upgrade"));
    CHECK_FALSE(request.lists(FieldName::connection, "up"));
    CHECK_FALSE(request.lists(FieldName::upgrade, "websocket"));
    CHECK(request.list(FieldName::host).empty());
}

TEST_CASE("query parameters") {
    Request request;
    request.query = "size=64&api_key=a%2Bb&empty=&flag";
    CHECK(request.query_parameter("size") == "64");
    CHECK(request.query_parameter("api_key") == "a+b");
    CHECK(request.query_parameter("empty") == "");
    CHECK(request.query_parameter("flag") == "");
    CHECK_FALSE(request.query_parameter("none").has_value());
}
