#include "core/action/options_schema.hpp"

#include "core/base/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace baton::core;
using namespace baton::core::action;

namespace {

boost::json::object object_of(std::string_view text) {
    return boost::json::parse(boost::json::string_view{text.data(), text.size()}).as_object();
}

const boost::json::object schema = object_of(R"({
  "type": "object", "additionalProperties": false, "required": ["name"],
  "properties": {
    "name": {"type": "string", "minLength": 2, "maxLength": 4},
    "paper": {"type": "string", "enum": ["a4", "letter", "fit"], "default": "fit", "title": "Paper"},
    "quality": {"type": "integer", "minimum": 1, "maximum": 100, "default": 90},
    "margin": {"type": "number", "minimum": 0},
    "keep": {"type": "boolean", "default": false},
    "tags": {"type": "array", "maxItems": 2, "items": {"type": "string", "maxLength": 3}},
    "page": {"type": "object", "properties": {"dpi": {"type": "integer", "default": 150}}},
    "ink": {"type": "string", "format": "color"},
    "a/b~c": {"type": "boolean"}
  }})");

std::string completed(std::string_view options) {
    return boost::json::serialize(complete_options(schema, object_of(options)).value());
}

FieldError first_error(std::string_view options) {
    const auto outcome = complete_options(schema, object_of(options));
    REQUIRE_MESSAGE(outcome.has_error(), options);
    CHECK(outcome.error().code == errc::invalid_field);
    REQUIRE_FALSE(outcome.error().errors.empty());
    return outcome.error().errors.front();
}

std::string schema_complaint(std::string_view property) {
    const boost::json::object properties{{"x", object_of(property)}};
    const auto checked = check_schema({{"type", "object"}, {"properties", properties}});
    return checked ? std::string{} : checked.error().detail;
}

}  // namespace

TEST_CASE("what is wrong with a schema is one line, whatever the schema says") {
    const auto wrong = object_of(R"({"type": "object", "properties":
        {"paper": {"type": "string", "enum": ["a\u007f4\n"], "default": "fit"}}})");
    const auto checked = check_schema(wrong);
    REQUIRE(checked.has_error());
    CHECK_FALSE(has_control_characters(checked.error().detail));
    CHECK(checked.error().detail.find("has a default that does not fit") != std::string::npos);
}

TEST_CASE("defaults are filled in") {
    CHECK(completed(R"({"name":"ab"})") == R"({"name":"ab","paper":"fit","quality":90,"keep":false})");
    CHECK(completed(R"({"name":"ab","page":{},"paper":"a4","quality":1,"keep":true})") ==
          R"({"name":"ab","page":{"dpi":150},"paper":"a4","quality":1,"keep":true})");
}

TEST_CASE("each rule has its code and its pointer") {
    struct Case {
        std::string_view options, pointer, code;
    };
    for (const auto& [options, pointer, code] : {
             Case{R"({"name":"ab","colour":1})", "/options/colour", "unknown"},
             Case{R"({"name":"ab","x/y~z":1})", "/options/x~1y~0z", "unknown"},
             Case{R"({"name":"ab","a/b~c":1})", "/options/a~1b~0c", "type"},
             Case{R"({"name":"ab","page":{"x":1}})", "/options/page/x", "unknown"},
             Case{R"({})", "/options/name", "required"},
             Case{R"({"name":7})", "/options/name", "type"},
             Case{R"({"name":null})", "/options/name", "type"},
             Case{R"({"name":"a"})", "/options/name", "too_short"},
             Case{R"({"name":"abcde"})", "/options/name", "too_long"},
             Case{R"({"name":"ab","paper":"a5"})", "/options/paper", "enum"},
             Case{R"({"name":"ab","quality":0})", "/options/quality", "out_of_range"},
             Case{R"({"name":"ab","quality":101})", "/options/quality", "out_of_range"},
             Case{R"({"name":"ab","quality":1.5})", "/options/quality", "type"},
             Case{R"({"name":"ab","quality":1e300})", "/options/quality", "type"},
             Case{R"({"name":"ab","margin":-0.1})", "/options/margin", "out_of_range"},
             Case{R"({"name":"ab","keep":"true"})", "/options/keep", "type"},
             Case{R"({"name":"ab","ink":"blue"})", "/options/ink", "format"},
             Case{R"({"name":"ab","ink":"#123"})", "/options/ink", "format"},
             Case{R"({"name":"ab","ink":"#12345g"})", "/options/ink", "format"},
             Case{R"({"name":"ab","ink":"1234567"})", "/options/ink", "format"},
             Case{R"({"name":"ab","ink":"#1234567"})", "/options/ink", "format"},
             Case{R"({"name":"ab","ink":""})", "/options/ink", "format"},
             Case{R"({"name":"ab","tags":["a","b","c"]})", "/options/tags", "too_long"},
             Case{R"({"name":"ab","tags":["a","long"]})", "/options/tags/1", "too_long"},
         }) {
        CAPTURE(options);
        CHECK(first_error(options).pointer == pointer);
        CHECK(first_error(options).code == code);
    }
}

TEST_CASE("texts say what is allowed") {
    CHECK(first_error(R"({"name":"ab","paper":"a5"})").detail == R"(paper must be one of "a4", "letter", "fit")");
    CHECK(first_error(R"({"name":"ab","quality":0})").detail == "quality must be at least 1 and at most 100");
    CHECK(first_error(R"({"name":"ab","ink":"red"})").detail == "ink must be a colour, #rrggbb");
    CHECK(first_error(R"({"name":"ab","colour":0})").detail == "colour is not an option of this action");
}

TEST_CASE("colours have six digits in either case") {
    CHECK(completed(R"({"name":"ab","ink":"#14285A"})").find(R"("ink":"#14285A")") != std::string::npos);
}

TEST_CASE("whole numbers may be written as doubles, lengths are counted in characters") {
    CHECK(completed(R"({"name":"äöüß","quality":20.0})").find(R"("quality":20,)") != std::string::npos);
}

TEST_CASE("many errors are reported together, but not without end") {
    boost::json::object options;
    for (int i = 0; i < 1000; ++i) options[std::to_string(i)] = i;
    const auto refused = complete_options(schema, options);
    CHECK(refused.error().errors.size() == 50);
    CHECK(refused.error().more_errors == 951);  // `name` is missing, too
}

TEST_CASE("an action without a schema has no options") {
    CHECK(complete_options({}, {}).value().empty());
    CHECK(complete_options({}, {{"x", 1}}).error().errors.at(0).pointer == "/options/x");
    CHECK(check_schema({}).has_value());
}

TEST_CASE("schemas are held to the subset") {
    CHECK(check_schema(schema).has_value());
    CHECK(schema_complaint(R"({"type":"string","x-order":3,"$comment":"c","examples":["a"]})").empty());
    for (const char* property : {
             R"({})",
             R"({"type":"null"})",
             R"({"type":["string"]})",
             R"({"type":"string","pattern":".*"})",
             R"({"type":"string","minimum":1})",
             R"({"type":"integer","maxLength":1})",
             R"({"$ref":"#/x"})",
             R"({"type":"string","enum":"a"})",
             R"({"type":"string","maxLength":-1})",
             R"({"type":"object","additionalProperties":true})",
             R"({"type":"object","required":["y"]})",
             R"({"type":"array","items":{"type":"nothing"}})",
             R"({"type":"string","format":"email"})",
             R"({"type":"string","format":1})",
             R"({"type":"integer","format":"color"})",
             R"({"type":"string","format":"color","default":"blue"})",
             R"({"type":"integer","default":"1"})",
             R"({"type":"integer","maximum":1,"default":2})",
             R"({"type":"string","enum":["a"],"default":"b"})",
         }) {
        CAPTURE(property);
        CHECK(schema_complaint(property).starts_with("its options schema: options/x"));
    }
    CHECK(check_schema({{"type", "string"}}).has_error());
    boost::json::object deep{{"type", "string"}};
    for (int i = 0; i < 20; ++i) {
        const boost::json::object properties{{"x", deep}};
        deep = {{"type", "object"}, {"properties", properties}};
    }
    CHECK(check_schema(deep).has_error());
}
