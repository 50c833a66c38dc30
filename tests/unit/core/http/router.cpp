#include "core/http/router.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace baton::core;
using namespace baton::core::http;

namespace {

Router make(std::string base = {}) {
    Router router{std::move(base)};
    const Handler none = [](Request&) -> task<Response> { co_return Response{}; };
    router.add(Verb::get, "/s/:id", none);
    router.add(Verb::put, "/s/:id/files/:key", none, 10);
    router.add(Verb::get, "/s/:id/files/:key", none);
    router.add(Verb::get, "/_/shell/:hash/*path", none);
    return router;
}

Request asking(Verb method, std::string_view target) {
    Request request;
    request.method = method;
    request.target = target;
    return request;
}

}  // namespace

TEST_CASE("parameters and the rest of a path") {
    const Router router = make();
    Request request = asking(Verb::get, "/s/a%2Db/files/k1?x=1");
    REQUIRE(router.match(request)->route != nullptr);
    CHECK(request.parameter("id") == "a-b");
    CHECK(request.parameter("key") == "k1");
    CHECK(request.query == "x=1");
    Request file = asking(Verb::get, "/_/shell/h/locales/de.json");
    REQUIRE(router.match(file)->route != nullptr);
    CHECK(file.parameter("path") == "locales/de.json");
}

TEST_CASE("as many parameters as a pattern likes, each by its name") {
    Router router;
    const Handler none = [](Request&) -> task<Response> { co_return Response{}; };
    router.add(Verb::get, "/:a/:b/:c/:d/:e/*f", none);
    Request request = asking(Verb::get, "/1/2/3/4%2F4/5/6/7");
    REQUIRE(router.match(request)->route != nullptr);
    CHECK(request.parameters.size() == 6);
    CHECK(request.parameter("a") == "1");
    CHECK(request.parameter("d") == "4/4");
    CHECK(request.parameter("e") == "5");
    CHECK(request.parameter("f") == "6/7");
    CHECK_THROWS_AS(request.parameter("g"), std::out_of_range);
}

TEST_CASE("what a path almost matched leaves no parameters behind") {
    Router router;
    const Handler none = [](Request&) -> task<Response> { co_return Response{}; };
    router.add(Verb::get, "/a/:first/:second/x", none);
    router.add(Verb::get, "/a/:other/b/y", none);
    Request request = asking(Verb::get, "/a/1/b/y");
    REQUIRE(router.match(request)->route != nullptr);
    CHECK(request.parameters.size() == 1);
    CHECK(request.parameter("other") == "1");
}

TEST_CASE("a pattern whose parameters could not be told apart is refused at once") {
    Router router;
    const Handler none = [](Request&) -> task<Response> { co_return Response{}; };
    for (const char* pattern : {"/:id/:id", "/:id/*id", "/a/:", "/a/*", "/a/*rest/b"}) {
        CAPTURE(pattern);
        CHECK_THROWS_AS(router.add(Verb::get, pattern, none), std::invalid_argument);
    }
}

TEST_CASE("HEAD goes where GET goes, other methods get the list of those allowed") {
    const Router router = make();
    Request head = asking(Verb::head, "/s/x");
    CHECK(router.match(head)->route != nullptr);
    Request wrong = asking(Verb::delete_, "/s/x/files/k");
    const auto match = router.match(wrong);
    REQUIRE(match.has_value());
    CHECK(match->route == nullptr);
    CHECK(match->allow == "PUT, GET, HEAD, OPTIONS");
}

TEST_CASE("what is no route is not found") {
    const Router router = make();
    for (const char* target :
         {"/", "/s", "/s/", "/s//", "/s/x//", "/s/x/files/", "/S/x", "//s/x", "/s/x/files/a/b", "*"}) {
        CAPTURE(target);
        Request request = asking(Verb::get, target);
        const auto match = router.match(request);
        REQUIRE_FALSE(match.has_value());
        CHECK(match.error().code == errc::not_found);
    }
    Request broken = asking(Verb::get, "/s/%zz");
    CHECK(router.match(broken).error().code == errc::bad_request);
}

TEST_CASE("a slash too many at the end is told, by an address that holds behind any proxy") {
    const Router router = make("/hand/off");
    for (const auto& [target, moved] : {std::pair{"/s/x/", "../x"},
                                        {"/hand/off/s/x/", "../x"},
                                        {"/s/x/files/a%2Fb/?n=1/2", "../a%2Fb?n=1/2"},
                                        {"http://host/s/x/", "../x"}}) {
        CAPTURE(target);
        Request request = asking(Verb::put, target);
        const auto match = router.match(request);
        REQUIRE(match.has_value());
        CHECK(match->route == nullptr);
        CHECK(match->moved == moved);
    }
}

TEST_CASE("a base path that the routes begin with, too, may be there or not") {
    const Router router = make("/s");
    for (const char* target : {"/s/s/x", "/s/x"}) {
        CAPTURE(target);
        Request request = asking(Verb::get, target);
        REQUIRE(router.match(request).has_value());
        CHECK(request.parameter("id") == "x");
        CHECK(request.route == "/s/:id");
    }
}

TEST_CASE("a base path may be there or not") {
    const Router router = make("/hand/off");
    for (const char* target : {"/hand/off/s/x", "/s/x", "http://host/hand/off/s/x"}) {
        CAPTURE(target);
        Request request = asking(Verb::get, target);
        CHECK(router.match(request).has_value());
    }
    Request other = asking(Verb::get, "/hand/offs/x");
    CHECK_FALSE(router.match(other).has_value());
}

TEST_CASE("where a slash at the end is another path, there is none") {
    const Router strict{PathRules{.last_slash = LastSlash::refused}};
    Router router = strict;
    router.add(Verb::get, "/health", [](Request&) -> task<Response> { co_return Response{}; });
    Request with = asking(Verb::get, "/health/");
    CHECK(router.match(with).error().code == errc::not_found);
    Request without = asking(Verb::get, "/health");
    CHECK(router.match(without)->route != nullptr);
}

TEST_CASE("parameters that the handler decodes come as they were sent") {
    Router router{PathRules{.parameters = PathParameters::as_sent}};
    router.add(Verb::get, "/:topic/sessions", [](Request&) -> task<Response> { co_return Response{}; });
    for (const auto* topic : {"a%2Fb", "%zz", "%00", ".", "..", "%2e%2e", "a+b"}) {
        const std::string target = "/" + std::string{topic} + "/sessions";
        Request request = asking(Verb::get, target);
        REQUIRE(router.match(request)->route != nullptr);
        CHECK(request.parameter("topic") == topic);
    }
    Request empty = asking(Verb::get, "//sessions");
    CHECK(router.match(empty).error().code == errc::not_found);
    for (const auto* target : {"/%zz", "/a/%73essions"}) {
        Request broken = asking(Verb::get, target);
        CHECK(router.match(broken).error().code == errc::not_found);
    }
}
