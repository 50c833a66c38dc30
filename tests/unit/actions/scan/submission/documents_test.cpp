#include "actions/scan/submission/documents.hpp"

#include "actions/scan/submission/parameters.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace baton::scan {
namespace {

namespace json = boost::json;

const Quad found{{cv::Point2d{1, 1}, {9, 1}, {9, 9}, {1, 9}}};

/// Uploads of these keys, behind what was kept of some.
std::vector<InputFile> files(std::initializer_list<const char*> keys, std::initializer_list<const char*> kept = {}) {
    std::vector<InputFile> list;
    for (const char* key : kept) list.push_back({"", "application/octet-stream", "", {}, {}, key});
    for (const char* key : keys) {
        list.push_back({key, "image/jpeg", "", {}, {{"quad", quad_json(found)}, {"rotation", 180}}});
    }
    return list;
}

/// The keys of the wanted documents: "p2 p1 | p3".
std::string keys_of(const std::vector<WantedDocument>& documents) {
    std::string text;
    for (const auto& document : documents) {
        text += text.empty() ? "" : " |";
        for (const auto& page : document) text += (text.empty() ? "" : " ") + page.original->key;
    }
    return text;
}

std::string by_keys(std::initializer_list<const char*> keys, bool multi, std::initializer_list<const char*> kept = {}) {
    const auto list = files(keys, kept);
    Options options;
    options.multi = multi;
    const auto documents = wanted_documents(nullptr, list, options);
    return documents ? keys_of(*documents) : documents.error().detail;
}

std::string pointer_of(std::string_view data, bool multi = true) {
    const auto list = files({"p1", "p2"}, {"p1"});
    Options options;
    options.multi = multi;
    const auto documents = wanted_documents(json::parse({data.data(), data.size()}), list, options);
    return documents ? "" : documents.error().pointer;
}

TEST_CASE("without data the numbers in the keys are the order") {
    CHECK(by_keys({"d2-p10", "d0-p2", "d2-p9", "d0-p1"}, true) == "d0-p1 d0-p2 | d2-p9 d2-p10");
    CHECK(by_keys({"d0-p2", "d0-p1"}, false, {"d0-p1"}) == "d0-p1 d0-p2");
    CHECK(by_keys({"x", "d0-p1", "a"}, true) == "d0-p1 x a");
    CHECK(by_keys({"d1-p0", "d0-p1"}, false) == "d1-p0 d0-p1");
    CHECK(by_keys({}, false) == "no pages uploaded");
    CHECK(by_keys({}, false, {"d0-p1"}) == "no pages uploaded");
}

TEST_CASE("a page of the form is cropped already, unless detection is asked for") {
    CHECK(is_form_key("d0-p0"));
    CHECK(is_form_key("d12-p999999"));
    for (const char* key : {"p1", "d0-p", "d-p1", "d0-p1x", "d0p1", "xd0-p1"}) CHECK_FALSE(is_form_key(key));
    const auto list = files({"d0-p0", "p1"});
    Options options;
    options.mode = Mode::gray;
    CHECK_FALSE(usual_parameters(list[0], options).quad.has_value());
    CHECK(usual_parameters(list[0], options).rotation == 0);
    CHECK(usual_parameters(list[1], options).quad.has_value());
    CHECK(usual_parameters(list[1], options).rotation == 180);
    CHECK(usual_parameters(list[1], options).mode == Mode::gray);
    options.detect = true;
    CHECK(usual_parameters(list[0], options).quad.has_value());
    CHECK(usual_parameters(list[0], options).rotation == 180);
}

TEST_CASE("data says what becomes of which file") {
    const auto list = files({"p1", "p2", "p3"});
    Options options;
    options.multi = true;
    const auto documents = wanted_documents(
        json::parse(R"({"documents":[{"pages":[{"key":"p3","quad":null,"mode":"bw","rotation":90},{"key":"p1"}]},
                                     {"pages":[{"key":"p2"}]}]})"),
        list, options);
    REQUIRE(documents.has_value());
    CHECK(keys_of(*documents) == "p3 p1 | p2");
    const auto& first = (*documents)[0][0];
    CHECK_FALSE(first.parameters.quad.has_value());
    CHECK(first.parameters.mode == Mode::bw);
    CHECK(first.parameters.rotation == 90);
    CHECK((*documents)[0][1].parameters.quad.has_value());
    CHECK((*documents)[0][1].parameters.rotation == 180);
    CHECK((*documents)[1][0].pointer == "/data/documents/1/pages/0");
}

TEST_CASE("what data may not say is refused by its pointer") {
    CHECK(pointer_of("[]") == "/data");
    CHECK(pointer_of("{}") == "/data/documents");
    CHECK(pointer_of(R"({"documents":[],"more":1})") == "/data");
    CHECK(pointer_of(R"({"documents":[7]})") == "/data/documents/0");
    CHECK(pointer_of(R"({"documents":[{"pages":[]}]})") == "/data/documents/0/pages");
    CHECK(pointer_of(R"({"documents":[{"pages":[7]}]})") == "/data/documents/0/pages/0");
    CHECK(pointer_of(R"({"documents":[{"pages":[{"key":"p1"},{"key":""}]}]})") == "/data/documents/0/pages/1/key");
    CHECK(pointer_of(R"({"documents":[{"pages":[{"key":"p1"}]},{"pages":[{"key":"p1"}]}]})") ==
          "/data/documents/1/pages/0/key");
    CHECK(pointer_of(R"({"documents":[{"pages":[{"key":"p1"}]},{"pages":[{"key":"p2"}]}]})", false) ==
          "/data/documents/1");
    CHECK(pointer_of(R"({"documents":[{"pages":[{"key":"p1","mode":1}]}]})") == "/data/documents/0/pages/0/mode");
}

}  // namespace
}  // namespace baton::scan
