#include "actions/signature/strokes/strokes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace baton::signature {
namespace {

boost::json::object parsed(std::string_view text) {
    return boost::json::parse(boost::json::string_view{text.data(), text.size()}).as_object();
}

boost::json::object drawn(const std::string& strokes) {
    return parsed(R"({"method":"draw","canvas":{"width":358,"height":220.5},"strokes":)" + strokes + "}");
}

std::string pointer_of(const boost::json::object& data) {
    const auto read = read_strokes(data);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::invalid_input);
    CHECK_FALSE(read.error().detail.empty());
    return read.error().pointer;
}

boost::json::object with_points(std::size_t strokes, std::size_t points) {
    boost::json::array stroke;
    for (std::size_t i = 0; i < 4 * points; ++i) stroke.emplace_back(0);
    boost::json::array all;
    for (std::size_t i = 0; i < strokes; ++i) all.push_back(stroke);
    auto data = drawn("[]");
    data["strokes"] = std::move(all);
    return data;
}

TEST_CASE("differences add up; tenths, ms and thousandths become px, ms and shares") {
    const auto read = read_strokes(drawn("[[1200,900,0,500, 14,-3,16,12, -4000,0,0,-512],[5,6,30,1000]]"));
    REQUIRE(read.has_value());
    CHECK(read->canvas.width == 358);
    CHECK(read->canvas.height == 220.5);
    REQUIRE(read->strokes.size() == 2);
    REQUIRE(read->strokes[0].size() == 3);
    const Sample& second = read->strokes[0][1];
    CHECK(second.x == doctest::Approx(121.4));
    CHECK(second.y == doctest::Approx(89.7));
    CHECK(second.t == 16);
    CHECK(second.pressure == doctest::Approx(0.512));
    CHECK(read->strokes[0][2].x == doctest::Approx(-278.6));
    CHECK(read->strokes[0][2].pressure == 0);
    CHECK(read->strokes[1][0].t == 30);
    CHECK(read->strokes[1][0].pressure == 1);
}

TEST_CASE("each limit is taken and no more") {
    CHECK(read_strokes(drawn("[[100000,-100000,86400000,1000]]")).has_value());
    CHECK(pointer_of(drawn("[[100001,0,0,0]]")) == "/data/strokes/0/0");
    CHECK(pointer_of(drawn("[[0,-100001,0,0]]")) == "/data/strokes/0/0");
    CHECK(pointer_of(drawn("[[0,0,0,0],[0,0,86400001,0]]")) == "/data/strokes/1/0");
    CHECK(pointer_of(drawn("[[0,0,0,1001]]")) == "/data/strokes/0/0");
    CHECK(pointer_of(drawn("[[0,0,0,0, 0,0,0,-1]]")) == "/data/strokes/0/4");
    CHECK(pointer_of(drawn("[[99999,0,0,0, 2,0,0,0]]")) == "/data/strokes/0/4");
    CHECK(read_strokes(with_points(2000, 25)).has_value());
    CHECK(pointer_of(with_points(2000, 26)) == "/data/strokes/1923");
    CHECK(pointer_of(with_points(2001, 1)) == "/data/strokes");
    CHECK(read_strokes(with_points(1, 50'000)).has_value());
    CHECK(pointer_of(with_points(1, 50'001)) == "/data/strokes/0");
}

TEST_CASE("time never goes back, from stroke to stroke neither") {
    CHECK(pointer_of(drawn("[[0,0,5,0, 1,1,-1,0]]")) == "/data/strokes/0/4");
    CHECK(pointer_of(drawn("[[0,0,-1,0]]")) == "/data/strokes/0/0");
    CHECK(pointer_of(drawn("[[0,0,0,0, 1,1,9,0],[0,0,8,0]]")) == "/data/strokes/1/0");
}

TEST_CASE("what is no list of integers, four for each point, is refused where it is") {
    CHECK(pointer_of(drawn("{}")) == "/data/strokes");
    CHECK(pointer_of(drawn("null")) == "/data/strokes");
    CHECK(pointer_of(drawn("[5]")) == "/data/strokes/0");
    CHECK(pointer_of(drawn("[[]]")) == "/data/strokes/0");
    CHECK(pointer_of(drawn("[[1,2,3]]")) == "/data/strokes/0");
    CHECK(pointer_of(drawn("[[1,2,3,4,5]]")) == "/data/strokes/0");
    CHECK(pointer_of(drawn("[[0,0,0,0],[0,0,\"0\",0]]")) == "/data/strokes/1/2");
    CHECK(pointer_of(drawn("[[0,0,0,0.5]]")) == "/data/strokes/0/3");
    CHECK(pointer_of(drawn("[[1e400,0,0,0]]")) == "/data/strokes/0/0");
    CHECK(pointer_of(drawn("[[0,0,9223372036854775807,0]]")) == "/data/strokes/0/2");
    CHECK(pointer_of(drawn("[[-9223372036854775808,0,0,0]]")) == "/data/strokes/0/0");
    CHECK(pointer_of(drawn("[[18446744073709551615,0,0,0]]")) == "/data/strokes/0/0");
}

TEST_CASE("the canvas has two sides of a sensible size") {
    const auto with_canvas = [](std::string_view canvas) {
        auto data = drawn("[[0,0,0,0]]");
        data["canvas"] = boost::json::parse(boost::json::string_view{canvas.data(), canvas.size()});
        return data;
    };
    CHECK(pointer_of(parsed(R"({"method":"draw","strokes":[]})")) == "/data/canvas");
    CHECK(pointer_of(with_canvas("[358,220]")) == "/data/canvas");
    CHECK(pointer_of(with_canvas(R"({"width":358})")) == "/data/canvas");
    CHECK(pointer_of(with_canvas(R"({"width":358,"height":220,"depth":1})")) == "/data/canvas");
    CHECK(pointer_of(with_canvas(R"({"width":0,"height":220})")) == "/data/canvas/width");
    CHECK(pointer_of(with_canvas(R"({"width":358,"height":10001})")) == "/data/canvas/height");
    CHECK(pointer_of(with_canvas(R"({"width":358,"height":"220"})")) == "/data/canvas/height");
}

TEST_CASE("unknown members are refused") {
    auto data = drawn("[[0,0,0,0]]");
    data["colour"] = "red";
    CHECK(pointer_of(data) == "/data");
}

TEST_CASE("the way of the pen is what it drew, not what it jumped") {
    CHECK(pen_way({{100, 100}, {{{0, 0, 0, 0}, {3, 4, 1, 0}}, {{90, 90, 2, 0}, {90, 80, 3, 0}}}}) ==
          doctest::Approx(15));
    CHECK(pen_way({{100, 100}, {{{5, 5, 0, 0}}}}) == 0);
}

}  // namespace
}  // namespace baton::signature
