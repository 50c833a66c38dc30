#include "actions/signature/processor.hpp"

#include "actions/signature/lettering/packaged_fonts.hpp"
#include "tests/unit/media/photos.hpp"

#include <baton/media/sniff.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <doctest/doctest.h>
#include <signature_page.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::signature {
namespace {

using media::testing::contains;
using media::testing::photo;

// A line of 150 px and a dot.
constexpr const char* drawn = R"({"method":"draw","canvas":{"width":358,"height":220},)"
                              R"("strokes":[[100,100,0,500,700,10,90,0,800,-20,100,0],[900,900,400,500]]})";
constexpr const char* tapped = R"({"method":"draw","canvas":{"width":358,"height":220},"strokes":[[100,100,0,500]]})";
constexpr std::string_view svg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><path d="M10 10L290 20L280 90Z"/></svg>)";
constexpr std::string_view empty_svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"/>)";

boost::json::value parsed(std::string_view text) {
    return boost::json::parse(boost::json::string_view{text.data(), text.size()});
}

InputFile file_of(std::string_view text, std::string key = "item-0", std::string name = "") {
    return {std::move(key), "", std::move(name), std::as_bytes(std::span{text}), {}};
}

result<Outcome> process(std::string_view format, const boost::json::value& data,
                        const boost::json::object& options = {}, const std::vector<InputFile>& files = {}) {
    static const auto fonts = packaged_fonts(page_assets()).value();
    static const auto lettering = std::make_shared<const Lettering>(Lettering::load(fonts).value());
    SignatureProcessor processor{{}, lettering};
    return processor.process({format, options, data, files});
}

Error refusal(const boost::json::value& data, const boost::json::object& options = {},
              const std::vector<InputFile>& files = {}) {
    const auto outcome = process("svg", data, options, files);
    REQUIRE(outcome.has_error());
    CHECK_FALSE(outcome.error().detail.empty());
    return outcome.error();
}

TEST_CASE("what was drawn becomes one file of the format asked for") {
    for (const char* format : {"svg", "png", "jpg", "pdf"}) {
        const auto outcome = process(format, parsed(drawn));
        REQUIRE(outcome.has_value());
        REQUIRE(outcome->files.size() == 1);
        const OutputFile& file = outcome->files[0];
        CHECK(file.filename == std::string{"signature."} + format);
        CHECK(media::media_type(media::sniff(file.bytes)) == file.content_type);
    }
}

TEST_CASE("ink has the session's colour") {
    CHECK(contains(process("svg", parsed(drawn))->files[0].bytes, "fill=\"#14285a\""));
    CHECK(contains(process("svg", parsed(drawn), {{"ink", "#FF0000"}})->files[0].bytes, "fill=\"#ff0000\""));
}

TEST_CASE("the raw strokes are a second file if asked for") {
    const auto outcome = process("pdf", parsed(drawn), {{"strokes", true}});
    REQUIRE(outcome->files.size() == 2);
    const OutputFile& strokes = outcome->files[1];
    CHECK(strokes.filename == "strokes.json");
    CHECK(strokes.content_type == "application/json");
    const std::string_view text{reinterpret_cast<const char*>(strokes.bytes.data()), strokes.bytes.size()};
    CHECK(parsed(text).at("strokes").at(0).at("points").at(1) == parsed("[80,11,90,0.5]"));
}

TEST_CASE("a typed name is outlines in the session's ink, and needs no least ink") {
    const auto typed = parsed(R"({"method":"type","text":"i","face":"dancing"})");
    const auto outcome = process("svg", typed, {{"ink", "#102030"}, {"min_ink", 2000}, {"strokes", true}});
    REQUIRE(outcome.has_value());
    CHECK(outcome->files.size() == 1);
    CHECK(contains(outcome->files[0].bytes, "fill=\"#102030\""));
    CHECK(refusal(parsed(R"({"method":"type","text":"Anna","face":"gothic"})")).pointer == "/data/face");
    CHECK(refusal(parsed(R"({"method":"type","text":"","face":"dancing"})")).pointer == "/data/text");
}

TEST_CASE("too little ink is refused, nothing always") {
    CHECK(refusal(parsed(tapped)).pointer == "/data/strokes");
    CHECK(refusal(parsed(tapped)).code == errc::invalid_input);
    CHECK(process("svg", parsed(tapped), {{"min_ink", 0}}).has_value());
    CHECK(refusal(parsed(drawn), {{"min_ink", 200}}).pointer == "/data/strokes");
    CHECK(process("svg", parsed(drawn), {{"min_ink", 150}}).has_value());
    const auto nothing = parsed(R"({"method":"draw","canvas":{"width":358,"height":220},"strokes":[]})");
    CHECK(refusal(nothing, {{"min_ink", 0}}).pointer == "/data/strokes");
    CHECK(refusal(nullptr, {{"min_ink", 0}}, {file_of(empty_svg)}).pointer == "/items/0/data");
    CHECK(refusal(nullptr, {{"min_ink", 2000}}, {file_of(svg)}).pointer == "/items/0/data");
}

TEST_CASE("a method that the session does not allow is forbidden") {
    const boost::json::object only_type{{"methods", {"type"}}};
    const boost::json::object only_draw{{"methods", {"draw"}}};
    CHECK(refusal(parsed(drawn), only_type).code == errc::forbidden);
    CHECK(refusal(parsed(R"({"method":"type","text":"Anna","face":"dancing"})"), only_draw).code == errc::forbidden);
    CHECK(refusal(parsed(R"({"method":"upload"})"), only_draw).code == errc::forbidden);
    CHECK(refusal(nullptr, only_type, {file_of(svg)}).code == errc::forbidden);
    const media::Bytes jpeg = photo("rgb.jpg");
    CHECK(refusal(nullptr, only_draw, {{"item-0", "", "", jpeg, {}}}).code == errc::forbidden);
    CHECK(process("svg", nullptr, only_draw, {file_of(svg)}).has_value());
}

TEST_CASE("each file of another front end becomes one signature with its name") {
    const auto outcome = process("pdf", nullptr, {},
                                 {file_of(svg, "item-0", "mine.SVG"), file_of(svg, "item-1"), file_of(svg, "item-2")});
    REQUIRE(outcome.has_value());
    REQUIRE(outcome->files.size() == 3);
    CHECK(outcome->files[0].filename == "mine.pdf");
    CHECK(outcome->files[1].filename == "signature-2.pdf");
    CHECK(outcome->files[2].filename == "signature-3.pdf");
    CHECK(refusal(nullptr, {}, {file_of(svg), file_of("<svg")}).code == errc::unsupported_media);
    CHECK(refusal(nullptr).code == errc::invalid_input);
}

TEST_CASE("an upload is the file under its key") {
    const auto upload = parsed(R"({"method":"upload"})");
    CHECK(process("svg", upload, {}, {file_of(empty_svg, "other"), file_of(svg, "signature")}).has_value());
    CHECK(refusal(upload, {}, {file_of(svg, "other")}).pointer == "/data/method");
    CHECK(refusal(parsed(R"({"method":"upload","x":1})"), {}, {file_of(svg, "signature")}).pointer == "/data");
}

TEST_CASE("data without a method, and formats and options nobody knows, are refused") {
    CHECK(refusal(parsed("{}")).pointer == "/data/method");
    CHECK(refusal(parsed("[]")).pointer == "/data");
    CHECK(process("gif", parsed(drawn)).error().pointer == "/output_format");
    CHECK(refusal(parsed(drawn), {{"ink", "red"}}).pointer == "/options/ink");
}

}  // namespace
}  // namespace baton::signature
