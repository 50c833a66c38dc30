#include "services/signal/requests.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;
using namespace baton::services::signal;

namespace {

std::string missing(const std::string& name) {
    return "Missing or invalid required parameter: " + name;
}

constexpr auto no_object = "The body must be a JSON object";

std::string of_size(std::size_t size) {
    return std::string(size, 'x');
}

requests::Page page_of(std::string_view query) {
    http::Request request;
    request.query = query;
    return requests::page_of(request);
}

result<std::string> origin_of(std::vector<http::Request::Field> fields) {
    http::Request request;
    request.fields = std::move(fields);
    return requests::origin_of(request);
}

}  // namespace

TEST_CASE("an offer") {
    const auto offer = requests::read_offer(R"({"info":"a\u0000b","offer":"v=0\r\n","code":"mine","more":[1e999]})");
    REQUIRE(offer.has_value());
    CHECK(offer->info == R"("a\u0000b")");
    CHECK(offer->offer == R"("v=0\r\n")");
    const auto read = [](const std::string& body) {
        const auto done = requests::read_offer(body);
        return done ? std::string{"fine"} : done.error().detail;
    };
    CHECK(read(R"({"offer":"x"})") == missing("info"));
    CHECK(read(R"({"info":"","offer":"x"})") == missing("info"));
    CHECK(read(R"({"info":null,"offer":"x"})") == missing("info"));
    CHECK(read(R"({"info":1})") == missing("info"));
    CHECK(read(R"({"info":"i"})") == missing("offer"));
    CHECK(read(R"({"info":"i","offer":["x"]})") == missing("offer"));
    CHECK(read(R"({"info":"i","info":"","offer":"x"})") == missing("info"));
    CHECK(read(R"({"info":"","info":"i","offer":"x"})") == "fine");
    CHECK(read(R"({"info":")" + of_size(1024) + R"(","offer":"x"})") == "fine");
    CHECK(read(R"({"info":")" + of_size(1025) + R"(","offer":"x"})") == missing("info"));
    CHECK(read(R"({"info":"i","offer":")" + of_size(65536) + R"("})") == "fine");
    CHECK(read(R"({"info":"i","offer":")" + of_size(65537) + R"("})") == missing("offer"));
}

TEST_CASE("what is no JSON object") {
    for (const auto* body : {"", " ", "[]", "1", "null", "\"x\"", "{", "{}x", "{\"a\":\"\xFF\"}", R"({"a":"\ud800"})",
                             R"({'a':1})", "{\"a\":1,}", "\xEF\xBB\xBF{}"}) {
        CAPTURE(body);
        CHECK(requests::read_poll(body).error().detail == no_object);
    }
    const std::string deep = std::string(31, '[') + std::string(31, ']');
    CHECK(requests::read_poll("{\"a\":" + deep + "}").error().detail == missing("code"));
    CHECK(requests::read_poll("{\"a\":[" + deep + "]}").error().detail == no_object);
}

TEST_CASE("an answer or a candidate, and which of both is missing") {
    const auto read = [](const std::string& rest) {
        const auto done = requests::read_answer(R"({"code":"c","side":"answerer")" + rest + "}");
        return done ? std::string{"fine"} : done.error().detail;
    };
    CHECK(read("") == missing("answer"));
    CHECK(read(R"(,"answer":"","candidate":null)") == missing("answer"));
    CHECK(read(R"(,"answer":"a","candidate":"b")") == missing("candidate"));
    CHECK(read(R"(,"answer":"a","candidate":"")") == "fine");
    CHECK(read(R"(,"answer":{},"candidate":"b")") == missing("answer"));
    CHECK(read(R"(,"answer":"a","candidate":1)") == missing("candidate"));
    CHECK(read(R"(,"candidate":")" + of_size(8192) + "\"") == "fine");
    CHECK(read(R"(,"candidate":")" + of_size(8193) + "\"") == missing("candidate"));
    CHECK(read(R"(,"answer":")" + of_size(65537) + "\"") == missing("answer"));
}

TEST_CASE("code and side, in that order") {
    const auto read = [](const std::string& body) { return requests::read_poll(body).error().detail; };
    CHECK(read("{}") == missing("code"));
    CHECK(read(R"({"code":"","side":"x"})") == missing("code"));
    CHECK(read(R"({"code":true,"side":"offerer"})") == missing("code"));
    for (const auto* side : {R"("Offerer")", R"("")", "null", "0", R"("offerer ")"}) {
        CHECK(read(R"({"code":"c","side":)" + std::string{side} + "}") == missing("side"));
    }
    CHECK(requests::read_poll(R"({"side":"offerer","code":"c"})")->side == Side::offerer);
}

TEST_CASE("topics are decoded once and counted in code points") {
    CHECK(*requests::topic_of("my%20room%2Fx") == "my room/x");
    CHECK(*requests::topic_of("a+b") == "a+b");
    CHECK(*requests::topic_of("%2525") == "%25");
    CHECK(*requests::topic_of("..") == "..");
    std::string wide;
    for (int i = 0; i < 256; ++i) wide += "%F0%9F%98%80";
    CHECK(requests::topic_of(wide)->size() == 1024);
    wide += "x";
    for (const std::string& segment : {std::string{"%"}, std::string{"%2"}, std::string{"%zz"}, std::string{"a%00b"},
                                       std::string{"%ff"}, std::string{"%ED%A0%80"}, std::string{"\xFF"}, wide}) {
        CAPTURE(segment);
        CHECK(requests::topic_of(segment).error().detail == missing("topic"));
    }
}

TEST_CASE("an origin is there, once, and not too long") {
    using http::FieldName;
    const std::string longest(2048, 'o');
    const std::string longer(2049, 'o');
    CHECK(*origin_of({{FieldName::origin, "Origin", "null"}}) == "null");
    CHECK(*origin_of({{FieldName::origin, "Origin", longest}}) == longest);
    CHECK(origin_of({}).error().detail == missing("Origin"));
    CHECK(origin_of({{FieldName::origin, "Origin", ""}}).error().detail == missing("Origin"));
    CHECK(origin_of({{FieldName::origin, "Origin", longer}}).error().detail == missing("Origin"));
    CHECK(origin_of({{FieldName::origin, "Origin", "a"}, {FieldName::origin, "Origin", "a"}}).error().detail ==
          missing("Origin"));
}

TEST_CASE("pages are clamped and never wrong") {
    struct Case {
        const char* query;
        std::int64_t page;
        std::int64_t limit;
    };
    constexpr std::int64_t largest = 9'007'199'254'740'991;
    for (const auto& [query, page, limit] : {Case{"", 1, 100},
                                             {"page=3&limit=7", 3, 7},
                                             {"page=0&limit=0", 1, 1},
                                             {"page=-5&limit=-5", 1, 1},
                                             {"limit=1001", 1, 1000},
                                             {"page=12abc&limit=2.9", 12, 2},
                                             {"page=x&limit=", 1, 100},
                                             {"page=%2B5", 5, 100},
                                             {"page=+5", 1, 100},
                                             {"page=-&limit=-x", 1, 100},
                                             {"page=9999999999999999999999", largest, 100},
                                             {"page=2&page=3", 2, 100},
                                             {"page=%zz&limit=%00", 1, 100},
                                             {"page=3%zz&limit=4%00", 3, 4},
                                             {"p%61ge=%33&limit", 3, 100},
                                             {"&&page=2&=&limit=%", 2, 100}}) {
        CAPTURE(query);
        CHECK(page_of(query).page == page);
        CHECK(page_of(query).limit == limit);
    }
    CHECK(requests::Page{largest, 1000}.offset() > 0);
}
