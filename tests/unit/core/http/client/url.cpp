#include "core/http/client/url.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::http::client;

TEST_CASE("a URL is taken apart, and its path stays as it was written") {
    const auto url = parse_url("https://example.org/a%2Fb/../c?x=%20y&z#part").value();
    CHECK(url.origin == Origin{true, "example.org", "443"});
    CHECK(url.authority == "example.org");
    CHECK(url.target == "/a%2Fb/../c?x=%20y&z");
    CHECK(parse_url("http://example.org").value().target == "/");
    CHECK(parse_url("http://example.org?a").value().target == "/?a");
    CHECK(parse_url("http://example.org:80/").value().authority == "example.org");
    CHECK(parse_url("http://example.org:8080/").value().authority == "example.org:8080");
    CHECK(parse_url("https://example.org:80/").value().authority == "example.org:80");
}

TEST_CASE("an address of IPv6 has brackets in the header, not for the resolver") {
    const auto url = parse_url("http://[::1]:8080/").value();
    CHECK(url.origin.host == "::1");
    CHECK(url.authority == "[::1]:8080");
}

TEST_CASE("what is no absolute URL of the web is refused") {
    for (const char* text : {"", "/path", "example.org", "ftp://example.org/", "http:///path", "http://a b/",
                             "http://example.org/a b", "http://example.org/\r\nX: y", "http://example.org:99999/",
                             "http://example.org:0/", "http://name:secret@example.org/", "file:///etc/passwd"}) {
        CAPTURE(text);
        const auto url = parse_url(text);
        REQUIRE(url.has_error());
        CHECK(url.error().code == errc::bad_request);
        CHECK(url.error().detail.find("secret") == std::string::npos);
    }
}
