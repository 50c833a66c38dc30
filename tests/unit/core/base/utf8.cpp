#include "core/base/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

using baton::core::count_code_points;

TEST_CASE("code points are counted, not bytes") {
    CHECK(count_code_points("") == 0);
    CHECK(count_code_points("abc") == 3);
    CHECK(count_code_points("é") == 1);
    CHECK(count_code_points("日本") == 2);
    CHECK(count_code_points("😀") == 1);
    CHECK(count_code_points(std::string("a\0b", 3)) == 3);
    CHECK(count_code_points("\xF4\x8F\xBF\xBF") == 1);
}

TEST_CASE("what is no UTF-8 has no code points") {
    for (const auto* text : {"\x80", "\xC3", "\xC3(", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                             "\xF8\x88\x80\x80\x80", "\xFF", "a\xE2\x82", "\xF0\x80\x80\x80"}) {
        CAPTURE(text);
        CHECK_FALSE(count_code_points(text).has_value());
    }
}
