#include "actions/scan/submission/parameters.hpp"

#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <string_view>

namespace baton::scan {
namespace {

namespace json = boost::json;

std::string pointer_of(std::string_view text) {
    const auto read = read_parameters(json::parse({text.data(), text.size()}).as_object(), "/at", {});
    return read ? "" : read.error().pointer;
}

Quad some_quad() {
    return {{cv::Point2d{1.25, 2}, {30, 2.5}, {31, 40}, {0, 41.125}}};
}

TEST_CASE("what is absent comes from the fallback, null is the whole picture") {
    const PageParameters fallback{some_quad(), Mode::bw, 90};
    const auto same = read_parameters({{"key", "p1"}}, "", fallback);
    REQUIRE(same.has_value());
    CHECK(exact_json(*same) == exact_json(fallback));
    const auto other = read_parameters({{"quad", nullptr}, {"mode", "photo"}, {"rotation", 0}}, "", fallback);
    REQUIRE(other.has_value());
    CHECK_FALSE(other->quad.has_value());
    CHECK(other->mode == Mode::photo);
    CHECK(other->rotation == 0);
}

TEST_CASE("a quad survives its journey, whole numbers or not") {
    const auto read = read_quad(quad_json(some_quad()), "");
    REQUIRE(read.has_value());
    CHECK(read->corners == some_quad().corners);
    CHECK(read_quad(json::parse("[[0,0],[1,0],[1,1],[0,1]]"), "").value().corners[2] == cv::Point2d{1, 1});
}

TEST_CASE("what does not fit is refused by its pointer") {
    CHECK(pointer_of(R"({"quad":[[0,0],[1,0],[1,1]]})") == "/at/quad");
    CHECK(pointer_of(R"({"quad":7})") == "/at/quad");
    CHECK(pointer_of(R"({"quad":[[0,0],[1,0],[1,1],[0]]})") == "/at/quad/3");
    CHECK(pointer_of(R"({"quad":[[0,0],["1",0],[1,1],[0,1]]})") == "/at/quad/1");
    CHECK(pointer_of(R"({"quad":[[0,0],[1e7,0],[1,1],[0,1]]})") == "/at/quad/1");
    CHECK(pointer_of(R"({"mode":"sepia"})") == "/at/mode");
    CHECK(pointer_of(R"({"mode":null})") == "/at/mode");
    CHECK(pointer_of(R"({"rotation":45})") == "/at/rotation");
    CHECK(pointer_of(R"({"rotation":90.0})") == "/at/rotation");
    const double infinite = std::numeric_limits<double>::infinity();
    CHECK(read_quad(json::array{json::array{infinite, 0}, {0, 0}, {0, 0}, {0, 0}}, "/q").error().pointer == "/q/0");
}

TEST_CASE("parameters are the same if they differ by less than a hundredth of a pixel") {
    PageParameters one{some_quad(), Mode::automatic, 0};
    PageParameters two = one;
    two.quad->corners[0].x += 0.001;
    CHECK(exact_json(one) == exact_json(two));
    two.quad->corners[0].x += 0.02;
    CHECK(exact_json(one) != exact_json(two));
    two = one;
    two.quad.reset();
    CHECK(exact_json(two).at("quad").is_null());
}

TEST_CASE("the inspector's rotation is found again, and only a right one") {
    InputFile file{"p1", "image/jpeg", "", {}, {{"rotation", 270}}};
    CHECK(detected_rotation(file) == 270);
    for (const json::value& other : {json::value(45), json::value("90"), json::value(nullptr)}) {
        file.info["rotation"] = other;
        CHECK(detected_rotation(file) == 0);
    }
    file.info.clear();
    CHECK(detected_rotation(file) == 0);
}

TEST_CASE("the inspector's quad is found again") {
    InputFile file{"p1", "image/jpeg", "", {}, {{"quad", quad_json(some_quad())}}};
    REQUIRE(detected_quad(file).has_value());
    file.info["quad"] = nullptr;
    CHECK_FALSE(detected_quad(file).has_value());
    file.info.clear();
    CHECK_FALSE(detected_quad(file).has_value());
}

}  // namespace
}  // namespace baton::scan
