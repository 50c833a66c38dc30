#include "core/base/text.hpp"

#include "core/base/ascii.hpp"

#include <doctest/doctest.h>

using namespace baton::core;

TEST_CASE("asset paths stay below their directory") {
    for (const char* path : {"main.js", "locales/de.json", "assets/a-b_c.0.css"}) CHECK(is_asset_path(path));
    for (const char* path : {"", "/main.js", "../main.js", "a/../b", "a//b", "a/", ".hidden", "a/.hidden", "a b",
                             "a\\b", "a%2e", "ä.js", "a/./b"}) {
        CAPTURE(path);
        CHECK_FALSE(is_asset_path(path));
    }
    CHECK_FALSE(is_asset_path(std::string(201, 'a')));
}

TEST_CASE("ids, media types and locale tags") {
    for (const char* id : {"a", "photo", "hello_action", "2-up"}) CHECK(is_id(id));
    for (const char* id : {"", "Photo", "-a", "_a", "a.b", "a/b"}) CHECK_FALSE(is_id(id));
    CHECK_FALSE(is_id(std::string(33, 'a')));
    for (const char* type : {"image/jpeg", "image/svg+xml", "application/vnd.ms-excel"}) CHECK(is_media_type(type));
    for (const char* type : {"", "image", "image/", "/jpeg", "image/jpeg; q=1", "Image/JPEG", "image/jp/eg", "a b/c"}) {
        CHECK_FALSE(is_media_type(type));
    }
    for (const char* tag : {"de", "pt-BR", "zh-Hant-TW"}) CHECK(is_locale_tag(tag));
    for (const char* tag : {"", "d", "de-", "de_DE", "-de", "1de"}) CHECK_FALSE(is_locale_tag(tag));
}

TEST_CASE("foreign text is made one line") {
    CHECK(one_line("a\nb\tc\x7f", 100) == "a b c ");
    CHECK(one_line("abcdef", 3) == "abc");
    CHECK(one_line("aä", 2) == "a");  // no half characters
}

TEST_CASE("a long text ends in an ellipsis, in whole characters, and is no longer than allowed") {
    CHECK(shortened("abcdef", 6) == "abcdef");
    CHECK(shortened("abcdefg", 6) == "abc\u2026");
    CHECK(shortened("abc\u00E4\u00E4", 6) == "abc\u2026");
    CHECK(shortened("ab\u00E4\u00E4\u00E4", 6) == "ab\u2026");
    CHECK(shortened("\U0001F4F7\U0001F4F7", 6) == "\u2026");
    CHECK(shortened(std::string(1000, 'x'), 64).size() == 64);
}

TEST_CASE("blanks at the ends are spaces and tabs") {
    CHECK(without_ows(" \t a b\t ") == "a b");
    CHECK(without_ows(" \t ").empty());
    CHECK(without_ows("\na") == "\na");
}
