#include "core/http/file_response.hpp"

#include <doctest/doctest.h>

using namespace baton::core::http;
using Kind = RangeRequest::Kind;

TEST_CASE("a single range is cut to the file") {
    CHECK(parse_range("bytes=0-3", 10).range.size == 4);
    CHECK(parse_range("bytes=4-", 10).range.first == 4);
    CHECK(parse_range("bytes=4-", 10).range.size == 6);
    CHECK(parse_range("bytes=8-100", 10).range.size == 2);
    CHECK(parse_range("bytes=-3", 10).range.first == 7);
    CHECK(parse_range("bytes=-30", 10).range.size == 10);
}

TEST_CASE("ranges outside the file cannot be satisfied") {
    for (const char* text : {"bytes=10-", "bytes=10-12", "bytes=-0"}) {
        CAPTURE(text);
        CHECK(parse_range(text, 10).kind == Kind::unsatisfiable);
    }
    CHECK(parse_range("bytes=0-", 0).kind == Kind::unsatisfiable);
}

TEST_CASE("bad syntax and several ranges mean the whole file") {
    for (const char* text : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=3-1", "bytes=0-1,3-4", "lines=0-1",
                             "bytes=1", "bytes=--1"}) {
        CAPTURE(text);
        CHECK(parse_range(text, 10).kind == Kind::whole);
    }
}

TEST_CASE("names are given in both forms") {
    CHECK(content_disposition("photo.jpg") == "attachment; filename=\"photo.jpg\"; filename*=UTF-8''photo.jpg");
    CHECK(content_disposition("Gr\u00fc\u00df \"x\".pdf") ==
          "attachment; filename=\"Gr__ _x_.pdf\"; filename*=UTF-8''Gr%C3%BC%C3%9F%20%22x%22.pdf");
}

TEST_CASE("entity tags are compared weakly") {
    CHECK(etag_matches("\"a\", W/\"b\"", "\"b\""));
    CHECK(etag_matches("*", "\"b\""));
    CHECK_FALSE(etag_matches("\"a\"", "\"b\""));
    CHECK_FALSE(etag_matches("", "\"b\""));
}
