#include "actions/signature/lettering/packaged_fonts.hpp"

#include "page_fonts.hpp"

#include <doctest/doctest.h>

#include <array>
#include <span>
#include <string>

namespace baton::signature {
namespace {

Asset asset(std::string_view path, std::string_view content) {
    return {path, "", std::as_bytes(std::span{content}), {}, {}};
}

TEST_CASE("the page brings all files of its list") {
    const auto files = packaged_fonts(testing::page_fonts());
    REQUIRE(files.has_value());
    CHECK(files->size() >= 8);
    for (const FontFile& file : *files) {
        CHECK(file.bytes.size() > 1000);
        CHECK(static_cast<char>(file.bytes[0]) == 'w');
    }
}

TEST_CASE("a list in order") {
    const std::array page{
        asset("fonts/b.woff2", "BB"),
        asset("fonts.json", R"([{"id":"x","name":"X","files":[{"file":"fonts/b.woff2"},{"file":"fonts/a.woff2"}]}])"),
        asset("fonts/a.woff2", "A")};
    const auto files = packaged_fonts(page);
    REQUIRE(files.has_value());
    REQUIRE(files->size() == 2);
    CHECK(files->at(0).bytes.size() == 2);
    CHECK(files->at(1).id == "x");
    CHECK(files->at(1).name == "X");
}

TEST_CASE("what is missing or broken refuses the plugin") {
    CHECK_FALSE(packaged_fonts({}).has_value());
    for (const char* list : {"", "{}", "[1]", "[{}]", R"([{"id":"x","name":"X","files":[{"file":"fonts/a.woff2"}]}])",
                             R"([{"id":1,"name":"X","files":[]}])"}) {
        CAPTURE(list);
        const std::array page{asset("fonts.json", list)};
        const auto files = packaged_fonts(page);
        REQUIRE_FALSE(files.has_value());
        CHECK(files.error().code == errc::processing_failed);
    }
}

}  // namespace
}  // namespace baton::signature
