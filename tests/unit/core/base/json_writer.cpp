#include "core/base/json_writer.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

using namespace baton::core;
namespace json = boost::json;

TEST_CASE("objects, arrays and numbers are separated where they must be") {
    std::string text;
    JsonWriter writer{text};
    writer.begin_object().member("a", "x").member("b", -7).key("list").begin_array();
    for (int i = 0; i < 2; ++i) writer.begin_object().member("i", i).end_object();
    writer.end_array()
        .key("none")
        .begin_array()
        .end_array()
        .key("ms")
        .decimal(0.125)
        .key("given")
        .value({{"k", "v"}})
        .end_object();
    CHECK(text == R"({"a":"x","b":-7,"list":[{"i":0},{"i":1}],"none":[],"ms":0.125,"given":{"k":"v"}})");
}

TEST_CASE("a string reads back as it was, whatever is in it") {
    std::string all;
    for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
    for (const std::string& given : {std::string{}, all, std::string{"\"\\"}, std::string{"\u00e9 \u20ac \u2028"}}) {
        std::string text;
        JsonWriter{text}.string(given);
        CHECK(json::parse(text).as_string() == given);
    }
}
