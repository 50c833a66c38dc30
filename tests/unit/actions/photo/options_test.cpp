#include "actions/photo/options.hpp"

#include <boost/json/value.hpp>

#include <doctest/doctest.h>

namespace baton::photo {
namespace {

TEST_CASE("formats are known by id, media type and extension alike") {
    CHECK(format_named("jpg") == Format::jpg);
    CHECK(format_named("png") == Format::png);
    CHECK(format_named("pdf") == Format::pdf);
    CHECK_FALSE(format_named("jpeg").has_value());
    CHECK_FALSE(format_named("").has_value());
    CHECK(media_type(Format::jpg) == "image/jpeg");
    CHECK(media_type(Format::pdf) == "application/pdf");
}

TEST_CASE("every option of the schema is read, its default too") {
    const auto schema = options_schema();
    const auto& properties = schema.at("properties").as_object();
    boost::json::object defaults;
    for (const auto& property : properties) {
        if (const auto* value = property.value().as_object().if_contains("default")) {
            defaults.emplace(property.key(), *value);
        }
    }
    CHECK(properties.size() == 5);
    const auto options = read_options(defaults);
    REQUIRE(options.has_value());
    CHECK(options->max_px == 0);
    CHECK_FALSE(options->quality.has_value());
    CHECK_FALSE(options->keep_metadata);
    CHECK(options->page == media::Paper::fit);
}

TEST_CASE("wishes are taken") {
    const auto options = read_options(
        {{"max_px", 800}, {"quality", 70}, {"facing", "user"}, {"keep_metadata", true}, {"page", "letter"}});
    REQUIRE(options.has_value());
    CHECK(options->max_px == 800);
    CHECK(options->quality == 70);
    CHECK(options->keep_metadata);
    CHECK(options->page == media::Paper::letter);
}

TEST_CASE("the ends of a range are taken, what lies beyond is not") {
    const boost::json::value schema = options_schema();
    for (const char* key : {"max_px", "quality"}) {
        CAPTURE(key);
        const auto& option = schema.at("properties").at(key);
        const auto least = option.at("minimum").as_int64();
        const auto most = option.at("maximum").as_int64();
        CHECK(read_options({{key, least}}).has_value());
        CHECK(read_options({{key, most}}).has_value());
        CHECK(read_options({{key, least - 1}}).has_error());
        CHECK(read_options({{key, most + 1}}).has_error());
    }
}

TEST_CASE("what the schema would refuse is refused here too") {
    const auto pointer = [](const boost::json::object& object) { return read_options(object).error().pointer; };
    CHECK(pointer({{"max_px", 0}}) == "/options/max_px");
    CHECK(pointer({{"quality", "best"}}) == "/options/quality");
    CHECK(pointer({{"page", "a3"}}) == "/options/page");
    CHECK(pointer({{"filter", "sepia"}}) == "/options/filter");
}

}  // namespace
}  // namespace baton::photo
