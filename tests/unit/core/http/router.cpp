#include "core/http/router.hpp"

#include <doctest/doctest.h>

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
    CHECK(request.parameters[0] == "a-b");
    CHECK(request.parameters[1] == "k1");
    CHECK(request.query == "x=1");
    Request file = asking(Verb::get, "/_/shell/h/locales/de.json");
    REQUIRE(router.match(file)->route != nullptr);
    CHECK(file.parameters[1] == "locales/de.json");
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
        CHECK(request.parameters[0] == "x");
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
