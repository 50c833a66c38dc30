#include "actions/signature/svg/selector.hpp"

#include <doctest/doctest.h>

#include <string>

namespace baton::signature::svg {
namespace {

Match matched(const char* selector) {
    pugi::xml_document document;
    REQUIRE(document.load_string("<svg class='top'><g id='ink' class='a'><path class='st0  st1' id='p'/></g></svg>"));
    Objection objection;
    const Index index = index_of(document.document_element(), objection);
    Budget work{1000};
    return match(read_selector(selector), index.target("#p"), index, work);
}

TEST_CASE("elements, classes, ids and what they lie in") {
    for (const char* selector : {"*", "path", ".st0", ".st1", "#p", "path.st0.st1#p", "*.st0", "g path", "g > path",
                                 "svg path", ".top > .a > .st1", "#ink .st0", "svg > g path", ":root path", " path "}) {
        CAPTURE(selector);
        CHECK(matched(selector) == Match::yes);
    }
    for (const char* selector : {"Path", ".st", "#ink", "path.st2", "svg > path", "path g", ".a .a", "g:root path",
                                 ":root", "path:hover", "path::before", "a path"}) {
        CAPTURE(selector);
        CHECK(matched(selector) == Match::no);
    }
}

TEST_CASE("what is not understood may match whatever its known part does") {
    for (const char* selector :
         {"path[d]", "path:first-child", ":not(g)", "g + path", "g ~ .st0", "path!", "", ".", "&", "g >"}) {
        CAPTURE(selector);
        CHECK(matched(selector) == Match::perhaps);
    }
    CHECK(matched("line[x1]") == Match::no);
    CHECK(matched("path + g") == Match::no);
}

TEST_CASE("looking upwards is bounded") {
    pugi::xml_document document;
    std::string deep = "<svg>";
    for (int i = 0; i < 60; ++i) deep += "<g>";
    deep += "<path id='p'/>";
    for (int i = 0; i < 60; ++i) deep += "</g>";
    REQUIRE(document.load_string((deep + "</svg>").c_str()));
    Objection objection;
    const Index index = index_of(document.document_element(), objection);
    Budget work{100'000};
    CHECK(match(read_selector("a g g g g g g path"), index.target("#p"), index, work) == Match::no);
    CHECK(work.exhausted());
}

TEST_CASE("a look costs by what there is to look at") {
    std::string classes = "a";
    for (int i = 0; i < 500; ++i) classes += " a";
    pugi::xml_document document;
    REQUIRE(document.load_string(("<svg><path id='p' class='" + classes + "'/></svg>").c_str()));
    Objection objection;
    const Index index = index_of(document.document_element(), objection);
    CHECK_FALSE(objection.raised());
    Budget little{20};
    CHECK(match(read_selector(".b"), index.target("#p"), index, little) == Match::no);
    CHECK(little.exhausted());
    Budget enough{100};
    CHECK(match(read_selector(".a"), index.target("#p"), index, enough) == Match::yes);
}

TEST_CASE("a compound of many classes is not understood") {
    std::string classes;
    for (int i = 0; i < 16; ++i) classes += ".st0";
    CHECK(matched(classes.c_str()) == Match::yes);
    CHECK(matched((classes + ".st0").c_str()) == Match::perhaps);
    CHECK(matched((classes + "#p").c_str()) == Match::perhaps);
}

}  // namespace
}  // namespace baton::signature::svg
