#include "actions/signature/typed_name.hpp"

#include <doctest/doctest.h>

#include <string>

namespace baton::signature {
namespace {

std::string pointer_of(const boost::json::object& data) {
    const auto read = read_typed_name(data);
    REQUIRE(read.has_error());
    CHECK(read.error().code == errc::invalid_input);
    return read.error().pointer;
}

boost::json::object typed(const std::string& text) {
    return {{"method", "type"}, {"text", text}, {"face", "dancing"}};
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST_CASE("a name and its face are read") {
    const auto read = read_typed_name(typed("Anna Müller"));
    REQUIRE(read.has_value());
    CHECK(read->text == "Anna Müller");
    CHECK(read->face == "dancing");
}

TEST_CASE("characters count, not bytes") {
    CHECK(read_typed_name(typed(repeated("ü", 60))).has_value());
    CHECK(pointer_of(typed(repeated("ü", 61))) == "/data/text");
}

TEST_CASE("nothing and lines are no names") {
    for (const char* text : {"", "   ", "a\nb", "a\tb", "\x7f"}) {
        CAPTURE(text);
        CHECK(pointer_of(typed(text)) == "/data/text");
    }
}

TEST_CASE("each member has its type, and there are no others") {
    CHECK(pointer_of({{"method", "type"}, {"text", "a"}}) == "/data");
    CHECK(pointer_of({{"method", "type"}, {"text", "a"}, {"face", "b"}, {"size", 3}}) == "/data");
    CHECK(pointer_of({{"method", "type"}, {"text", "a"}, {"font", "b"}}) == "/data");
    CHECK(pointer_of({{"method", "type"}, {"text", 5}, {"face", "b"}}) == "/data/text");
    CHECK(pointer_of({{"method", "type"}, {"text", "a"}, {"face", 5}}) == "/data/face");
}

}  // namespace
}  // namespace baton::signature
