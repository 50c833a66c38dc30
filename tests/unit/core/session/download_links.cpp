#include "core/session/download_links.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::session;
namespace json = boost::json;

namespace {

std::vector<File> two() {
    std::vector<File> items(2);
    items[0].id = *parse_id("11111111-2222-4333-8444-555555555555");
    items[1].id = *parse_id("99999999-2222-4333-8444-555555555555");
    return items;
}

}  // namespace

TEST_CASE("placeholders become addresses wherever they stand") {
    auto object = json::parse(R"({"documents":[{"pdf_url":{"$download":1}},{"pages":[{"url":{"$download":0}}]}],
        "other":{"$download":0,"more":1},"text":"$download"})")
                      .as_object();
    REQUIRE(link_downloads(object, two()).has_value());
    CHECK(object == json::parse(R"({"documents":[
        {"pdf_url":"/api/v1/downloads/99999999-2222-4333-8444-555555555555"},
        {"pages":[{"url":"/api/v1/downloads/11111111-2222-4333-8444-555555555555"}]}],
        "other":{"$download":0,"more":1},"text":"$download"})"));
}

TEST_CASE("a file that is not there is the action's fault") {
    for (const char* number : {"2", "-1", "1.5", "\"0\"", "null", "18446744073709551615"}) {
        CAPTURE(number);
        auto object = json::parse(std::string{R"({"a":[{"$download":)"} + number + "}]}").as_object();
        CHECK(link_downloads(object, two()).error().code == errc::processing_failed);
    }
}
