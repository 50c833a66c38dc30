#include "tests/unit/core/net/wire.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace baton::core;
using net::Wire;

namespace {

constexpr auto half_a_body = "POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab";

/// A route that reads a body, and one that is served while the server stops.
http::Router routes(std::optional<errc>& failure) {
    http::Router router;
    router.add(
        http::Verb::post, "/body",
        [&failure](http::Request& request) -> task<http::Response> {
            const auto body = co_await http::read_all(request, 10, {});
            if (body) co_return http::json_text_response(200, body->text);
            failure = body.error().code;
            co_return body.error();
        },
        10);
    const auto well = [](http::Request&) -> task<http::Response> { co_return http::json_text_response(200, "{}"); };
    router.add(http::Verb::get, "/health", well, 0, http::WhileStopping::refused_first);
    router.add_reading("/result",
                       [](http::Request&) -> task<http::Response> { co_return http::json_text_response(200, "{}"); });
    return router;
}

}  // namespace

TEST_CASE("a server that stops serves what backends read, closes after it, and refuses the rest") {
    std::optional<errc> failure;
    const auto router = routes(failure);
    Wire reading{router};
    Wire working{router};
    CHECK(reading.ask("GET /result HTTP/1.1\r\nHost: h\r\n\r\n").find("Connection: close") == std::string::npos);
    reading.drain();
    const auto answer = reading.ask("GET /result HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(reading.closed());
    working.drain();
    const auto refusal = working.ask(half_a_body);
    CHECK(refusal.starts_with("HTTP/1.1 503"));
    CHECK(refusal.find("Retry-After: 5") != std::string::npos);
    CHECK(refusal.find("Connection: close") != std::string::npos);
    CHECK_FALSE(failure.has_value());
}

TEST_CASE("a server that is about to stop serves all, closes after it, and sends balancers elsewhere") {
    std::optional<errc> failure;
    const auto router = routes(failure);
    Wire working{router};
    Wire asking{router};
    CHECK(asking.ask("GET /health HTTP/1.1\r\nHost: h\r\n\r\n").starts_with("HTTP/1.1 200"));
    working.leave();
    asking.leave();
    working.send(half_a_body);
    const auto answer = working.ask("cd");
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(working.closed());
    CHECK(asking.ask("GET /health HTTP/1.1\r\nHost: h\r\n\r\n").starts_with("HTTP/1.1 503"));
}

TEST_CASE("a body under way is refused, and who sends it can go on until the answer is read") {
    std::optional<errc> failure;
    const auto router = routes(failure);
    Wire wire{router};
    wire.send(half_a_body);
    CHECK(wire.has_work());
    wire.drain();
    CHECK(failure == errc::shutting_down);
    CHECK_FALSE(wire.has_work());
    wire.send("c");
    CHECK(wire.take_all().starts_with("HTTP/1.1 503"));
    wire.send("d");
}

TEST_CASE("a request that is read is not work") {
    std::optional<errc> failure;
    const auto router = routes(failure);
    Wire wire{router};
    CHECK_FALSE(wire.has_work());
    (void)wire.ask("GET /result HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK_FALSE(wire.has_work());
}
