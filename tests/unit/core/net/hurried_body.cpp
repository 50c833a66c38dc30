#include "tests/unit/core/net/wire.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

using namespace baton::core;
using namespace std::chrono_literals;
using net::Wire;

namespace {

constexpr auto half_a_request = "POST /body HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab";

/// Reads a body that others wait for while `flag` is set.
http::Router hurried(const std::shared_ptr<std::atomic<bool>>& flag, std::optional<errc>& failure) {
    http::Router router;
    const auto handler = [flag, &failure](http::Request& request) -> task<http::Response> {
        request.body->hurry(flag);
        const auto body = co_await http::read_all(request, 10, {});
        if (body) co_return http::Response{};
        failure = body.error().code;
        co_return body.error();
    };
    router.add(http::Verb::post, "/body", handler, 10);
    return router;
}

}  // namespace

TEST_CASE("a body that stalls is given up sooner while others wait for it") {
    const auto others_wait = std::make_shared<std::atomic<bool>>(false);
    std::optional<errc> failure;
    const auto router = hurried(others_wait, failure);
    Wire wire{router};
    wire.send(half_a_request);
    wire.look_after(15s);
    CHECK_FALSE(failure.has_value());
    *others_wait = true;
    wire.look_after(5s);
    CHECK_FALSE(failure.has_value());
    wire.look_after(15s);
    CHECK(failure == errc::bad_request);
}

TEST_CASE("nobody hurries the request that follows") {
    const auto others_wait = std::make_shared<std::atomic<bool>>(true);
    std::optional<errc> failure;
    auto router = hurried(others_wait, failure);
    router.add(
        http::Verb::post, "/other",
        [](http::Request& request) -> task<http::Response> {
            const auto body = co_await http::read_all(request, 10, {});
            if (!body) co_return body.error();
            co_return http::Response{};
        },
        10);
    Wire wire{router};
    wire.send(half_a_request);
    CHECK(wire.ask("cd").starts_with("HTTP/1.1 200"));
    wire.send("POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab");
    wire.look_after(15s);
    CHECK(wire.ask("cd").starts_with("HTTP/1.1 200"));
    CHECK_FALSE(failure.has_value());
}

TEST_CASE("a client that has hung up is known behind its unread bytes") {
    bool before = true;
    bool after = false;
    Wire* client = nullptr;
    http::Router router;
    router.add(
        http::Verb::post, "/body",
        [&](http::Request& request) -> task<http::Response> {
            before = request.body->has_left();
            client->close_client();
            after = request.body->has_left();
            co_return problem(errc::bad_request);
        },
        10);
    Wire wire{router};
    client = &wire;
    wire.send(half_a_request);
    CHECK_FALSE(before);
    CHECK(after);
}
