#include "core/api/create_request.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

using namespace baton::core;
using namespace std::chrono_literals;

namespace {

action::Catalog catalog() {
    action::ActionDescriptor photo;
    photo.id = "photo";
    photo.formats = {{"jpg", "image/jpeg", "jpg"}, {"pdf", "application/pdf", "pdf"}};
    photo.options_schema =
        boost::json::parse(R"({"type":"object","properties":{"quality":{"type":"integer","minimum":1}}})").as_object();
    action::ActionDescriptor easy;
    easy.id = "easy";
    easy.formats = {{"txt", "text/plain", "txt"}};
    easy.default_format = 0;
    action::ActionDescriptor scan = easy;
    scan.id = "scan";
    scan.options_schema = boost::json::parse(R"({"type":"object","properties":{"dpi":{"type":"integer"},
        "document_mode":{"type":"string","enum":["single","multi"],"default":"single"}}})")
                              .as_object();
    scan.presentation.options = {{"document_mode", "single"}};
    return action::Catalog{{photo, easy, scan}};
}

result<session::Spec> parse(std::string_view body) {
    return api::parse_create_request(body, catalog(), config::Settings{});
}

/// The pointers of the wrong fields, joined by spaces.
std::string wrong(std::string_view body) {
    const auto request = parse(body);
    if (request) return "";
    std::string pointers;
    for (const auto& error : request.error().errors) pointers += (pointers.empty() ? "" : " ") + error.pointer;
    return pointers;
}

}  // namespace

TEST_CASE("a full request") {
    const auto request =
        parse(R"({"action_type":"photo","output_format":"pdf","intro_text":"Hi","session_ttl":"90s","result_ttl":"",
        "options":{"quality":80},"metadata":{"case":"7"},"locale":"de","return_url":"https://a.example/x?y"})");
    REQUIRE(request.has_value());
    CHECK(request->format == "pdf");
    CHECK(request->session_ttl == 90s);
    CHECK(request->result_ttl == 5min);
    CHECK(request->extras().options.at("quality") == 80);
    CHECK(request->extras().metadata.at("case") == "7");
}

TEST_CASE("null and empty mean not given; a default format fills in") {
    const auto request = parse(
        R"({"action_type":"easy","output_format":"","session_ttl":null,"metadata":null,"options":null,"locale":""})");
    REQUIRE(request.has_value());
    CHECK(request->format == "txt");
    CHECK(request->session_ttl == 30min);
    CHECK_FALSE(request->extras().has_options);
}

TEST_CASE("all wrong fields are named at once") {
    CHECK(wrong(R"({"output_format":"jpg"})") == "/action_type");
    CHECK(wrong(R"({"action_type":"fax","output_format":"jpg"})") == "/action_type");
    CHECK(wrong(R"({"action_type":"photo"})") == "/output_format");
    CHECK(wrong(R"({"action_type":"photo","output_format":"gif","x/y~z":1,"session_ttl":"0s"})") ==
          "/x~1y~0z /output_format /session_ttl");
    CHECK(wrong(R"({"action_type":"photo","output_format":"jpg","options":{"nope":1,"quality":0}})") ==
          "/options/nope /options/quality");
    CHECK(wrong(R"({"action_type":"photo","output_format":"jpg","session_ttl":"25h","result_ttl":"soon"})") ==
          "/session_ttl /result_ttl");
    CHECK(
        wrong(
            R"({"action_type":5,"output_format":[],"intro_text":{},"metadata":[],"options":"x","locale":1,"return_url":1})")
            .find("/metadata") != std::string::npos);
    CHECK(wrong(R"({"action_type":"photo","output_format":"jpg","metadata":{"a":1}})") == "/metadata");
}

TEST_CASE("return addresses are absolute web addresses, locales look like tags") {
    for (const char* url : {"/x", "javascript:alert(1)", "ftp://a", "http:", "//a", "https://"}) {
        CAPTURE(url);
        CHECK(wrong(std::string{R"({"action_type":"photo","output_format":"jpg","return_url":")"} + url + "\"}") ==
              "/return_url");
    }
    for (const char* tag : {"d", "de_CH", "<de>", "-de"}) {
        CAPTURE(tag);
        CHECK(wrong(std::string{R"({"action_type":"photo","output_format":"jpg","locale":")"} + tag + "\"}") ==
              "/locale");
    }
}

TEST_CASE("metadata has limits") {
    std::string pairs;
    for (int i = 0; i < 51; ++i) pairs += "\"k" + std::to_string(i) + "\":\"v\",";
    pairs.pop_back();
    CHECK(wrong(R"({"action_type":"photo","output_format":"jpg","metadata":{)" + pairs + "}}") == "/metadata");
}

TEST_CASE("bodies that are no object") {
    CHECK(parse("{").error().code == errc::malformed_json);
    CHECK(parse("").error().code == errc::malformed_json);
    CHECK(parse("[]").error().code == errc::invalid_field);
    CHECK(parse(std::string(100'000, '[')).error().code == errc::malformed_json);
}

TEST_CASE("an option may be a field of its own, for its action alone") {
    const auto request = parse(R"({"action_type":"scan","document_mode":"multi"})");
    REQUIRE(request.has_value());
    CHECK(request->extras().options.at("document_mode") == "multi");
    CHECK_FALSE(request->extras().has_options);
    const auto both = parse(R"({"action_type":"scan","document_mode":"multi","options":{"dpi":300}})");
    REQUIRE(both.has_value());
    CHECK(both->extras().options == boost::json::object{{"dpi", 300}, {"document_mode", "multi"}});
    CHECK(parse(R"({"action_type":"scan","document_mode":null})").has_value());

    CHECK(wrong(R"({"action_type":"easy","document_mode":"multi"})") == "/document_mode");
    CHECK(wrong(R"({"action_type":"scan","document_mode":"triple"})") == "/document_mode");
    CHECK(wrong(R"({"action_type":"scan","options":{"document_mode":"triple"}})") == "/options/document_mode");
    CHECK(wrong(R"({"action_type":"scan","document_mode":"multi","options":{"document_mode":"single"}})") ==
          "/document_mode");
    CHECK(wrong(R"({"action_type":"scan","document_mode":"multi","options":{"dpi":"x"}})") == "/options/dpi");
}
