#include "actions/scan/options.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace baton::scan {
namespace {

namespace json = boost::json;

json::array ocr_choices(const std::vector<std::string>& languages) {
    const json::value schema = options_schema(languages);
    return schema.at("properties").at("ocr").at("enum").as_array();
}

TEST_CASE("the defaults of the schema are those of the reader") {
    const json::value schema = options_schema({});
    json::object complete;
    for (const auto& property : schema.at("properties").as_object()) {
        complete[property.key()] = property.value().at("default");
    }
    const auto read = read_options(complete);
    REQUIRE(read.has_value());
    const Options usual;
    CHECK(read->multi == usual.multi);
    CHECK(read->detect == usual.detect);
    CHECK(read->mode == usual.mode);
    CHECK(read->quality == usual.quality);
    CHECK(read->ocr == usual.ocr);
    CHECK(read->png == usual.png);
    CHECK(read->cut_long == usual.cut_long);
    CHECK(read->document.paper == usual.document.paper);
    CHECK(read->document.pdfa == usual.document.pdfa);
}

TEST_CASE("options are taken") {
    const auto read = read_options({{"document_mode", "multi"},
                                    {"detect", true},
                                    {"mode", "bw"},
                                    {"quality", "block"},
                                    {"ocr", "eng+deu"},
                                    {"image_type", "png"},
                                    {"page", "letter"},
                                    {"long_pages", "cut"},
                                    {"pdfa", true}});
    REQUIRE(read.has_value());
    CHECK(read->multi);
    CHECK(read->detect);
    CHECK(read->mode == Mode::bw);
    CHECK(read->quality == QualityPolicy::block);
    CHECK(read->ocr == "eng+deu");
    CHECK(read->png);
    CHECK(read->cut_long);
    CHECK(read->document.paper == media::Paper::letter);
    CHECK(read->document.pdfa);
}

TEST_CASE("OCR offers what is installed, in every order") {
    CHECK(ocr_choices({}) == json::array{"off"});
    CHECK(ocr_choices({"eng"}) == json::array{"off", "eng"});
    CHECK(ocr_choices({"deu", "eng"}) == json::array{"off", "deu", "deu+eng", "eng", "eng+deu"});
    CHECK(ocr_choices({"a", "b", "c"}).size() == 1 + 3 + 6 + 6);
    const std::vector<std::string> many{"a", "b", "c", "d", "e", "f"};
    CHECK(ocr_choices(many).size() == 1 + 6 + 30);
}

TEST_CASE("what does not fit is refused by its pointer") {
    const std::vector<std::pair<const char*, json::value>> wrong{
        {"document_mode", "both"}, {"detect", "yes"},    {"mode", "sepia"}, {"quality", 1}, {"page", "a3"}, {"pdfa", 1},
        {"image_type", "gif"},     {"long_pages", "A4"}, {"more", true}};
    for (const auto& [key, value] : wrong) {
        CAPTURE(key);
        const auto read = read_options({{key, value}});
        REQUIRE(read.has_error());
        CHECK(read.error().pointer == std::string{"/options/"} + key);
    }
}

}  // namespace
}  // namespace baton::scan
