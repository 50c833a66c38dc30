#include "actions/signature/options.hpp"

#include <boost/json/array.hpp>

#include <doctest/doctest.h>

#include <string>

namespace baton::signature {
namespace {

TEST_CASE("formats are found by their ids, which are their extensions") {
    for (const Format format : {Format::svg, Format::png, Format::jpg, Format::pdf}) {
        CHECK(format_named(extension(format)) == format);
    }
    CHECK(media_type(Format::svg) == "image/svg+xml");
    CHECK_FALSE(format_named("jpeg").has_value());
    CHECK_FALSE(format_named("").has_value());
}

TEST_CASE("without options everything is allowed and ink is dark blue") {
    const auto options = read_options({});
    REQUIRE(options.has_value());
    CHECK(options->methods.draw);
    CHECK(options->methods.type);
    CHECK(options->methods.upload);
    CHECK(options->min_ink == 60);
    CHECK(options->ink == Colour{0x14, 0x28, 0x5a});
    CHECK(options->background == Colour{255, 255, 255});
    CHECK_FALSE(options->strokes);
}

TEST_CASE("the schema's defaults are those") {
    const auto schema = options_schema();
    boost::json::object defaults;
    for (const auto& property : schema.at("properties").as_object()) {
        if (const auto* value = property.value().as_object().if_contains("default")) defaults[property.key()] = *value;
    }
    CHECK(defaults.size() == 5);
    const auto options = read_options(defaults);
    REQUIRE(options.has_value());
    CHECK(options->ink == Options{}.ink);
    CHECK(options->background == Options{}.background);
    CHECK(options->min_ink == Options{}.min_ink);
    CHECK((options->methods.draw && options->methods.type && options->methods.upload));
}

TEST_CASE("each option is read") {
    const auto options = read_options({{"methods", {"draw", "draw"}},
                                       {"min_ink", 0},
                                       {"signer_name", "Anna Müller"},
                                       {"ink", "#FF0000"},
                                       {"background", "#000001"},
                                       {"strokes", true}});
    REQUIRE(options.has_value());
    CHECK(options->methods.draw);
    CHECK_FALSE(options->methods.type);
    CHECK_FALSE(options->methods.upload);
    CHECK(options->min_ink == 0);
    CHECK(options->ink == Colour{255, 0, 0});
    CHECK(options->background == Colour{0, 0, 1});
    CHECK(options->strokes);
}

TEST_CASE("what does not fit the schema is refused with a pointer") {
    const boost::json::object wrong[] = {
        {{"methods", "draw"}},      {{"methods", boost::json::array{}}},
        {{"methods", {"sing"}}},    {{"min_ink", -1}},
        {{"min_ink", 2001}},        {{"min_ink", 1.5}},
        {{"ink", "blue"}},          {{"ink", 5}},
        {{"background", "#12345"}}, {{"strokes", "yes"}},
        {{"colour", "#123456"}},
    };
    for (const auto& options : wrong) {
        const std::string key{options.begin()->key()};
        CAPTURE(key);
        const auto read = read_options(options);
        REQUIRE(read.has_error());
        CHECK(read.error().code == errc::invalid_input);
        CHECK(read.error().pointer == "/options/" + key);
    }
}

}  // namespace
}  // namespace baton::signature
