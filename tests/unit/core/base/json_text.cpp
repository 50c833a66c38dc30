#include "core/base/json_text.hpp"

#include "core/base/json_reader.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace baton::core;

namespace {

std::vector<std::pair<std::string, std::string>> members_of(std::string_view object) {
    std::vector<std::pair<std::string, std::string>> members;
    each_member(object, [&](std::string_view name, std::string_view value) {
        members.emplace_back(name, value);
        return true;
    });
    return members;
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("what is checked without a tree is what a tree is made of") {
    for (const std::string& text :
         {std::string{"{}"}, std::string{" [1, -2.5e3, 1e-400, null, true, \"\\ud83d\\ude00\"] \n"}, nested(json_depth),
          nested(json_depth + 1), std::string{""}, std::string{"{"}, std::string{"[1,]"}, std::string{"NaN"},
          std::string{"{} {}"}, std::string{"1e400"}, std::string{"[0e3081]"}, std::string{"\"\xff\""},
          std::string{R"("\ud83d")"}, std::string{"'a'"}, std::string{"[1]x"}, std::string{"// a\n1"}}) {
        CAPTURE(text);
        const auto checked = check_json(text, "wrong");
        CHECK(checked.has_value() == read_json(text, "wrong").has_value());
        if (checked) continue;
        CHECK(checked.error().code == errc::malformed_json);
        CHECK(checked.error().detail == "wrong");
    }
}

TEST_CASE("members are found where they lie, whatever is in them") {
    using Members = std::vector<std::pair<std::string, std::string>>;
    CHECK(members_of("{}").empty());
    CHECK(members_of(" { \n} ").empty());
    CHECK(members_of(R"({"a":1})") == Members{{"a", "1"}});
    CHECK(members_of(R"({ "a" : -1.5e3 , "b":null ,"c" : [ {"d":"]}\"\\"} , [] ] , "" : "x\\" })") ==
          Members{{"a", "-1.5e3"}, {"b", "null"}, {"c", R"([ {"d":"]}\"\\"} , [] ])"}, {"", R"("x\\")"}});
    CHECK(members_of(R"({"\u0061\n":{"a":{}},"a":true})") == Members{{"a\n", R"({"a":{}})"}, {"a", "true"}});
}

TEST_CASE("of several members of one name the last counts, as in a tree") {
    const std::string text = R"({"a":1,"b":2,"\u0061":{"a":3}})";
    CHECK(find_member(text, "a") == R"({"a":3})");
    CHECK(boost::json::serialize(boost::json::parse(text).at("a")) == R"({"a":3})");
    CHECK_FALSE(find_member(text, "c").has_value());
}

TEST_CASE("who visits may stop") {
    int seen = 0;
    each_member(R"({"a":1,"b":2})", [&](std::string_view, std::string_view) { return ++seen < 1; });
    CHECK(seen == 1);
}

TEST_CASE("a member that is text already is added at the end") {
    std::string object = R"({"a":1})";
    append_member(object, "b", "[2 ]");
    CHECK(object == R"({"a":1,"b":[2 ]})");
}

TEST_CASE("a JSON text keeps what it is a part of") {
    CHECK(JsonText{}.is_null());
    CHECK(JsonText::of({{"a", 1}}).view() == R"({"a":1})");
    auto whole = std::make_shared<const std::string>("{\"data\":[7]}");
    const std::weak_ptr<const std::string> watch = whole;
    JsonText part{whole, std::string_view{*whole}.substr(8, 3)};
    whole.reset();
    const JsonText copy = std::exchange(part, JsonText{});
    CHECK(copy.view() == "[7]");
    CHECK_FALSE(watch.expired());
    CHECK_FALSE(copy.is_null());
    CHECK(is_json_object(" {}"));
    CHECK_FALSE(is_json_object("[]"));
}
