#include "core/http/body_stream.hpp"
#include "tests/unit/core/net/wire.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>

using namespace baton::core;
using net::Wire;

namespace {

class NoMemory : public http::BodyStream {
public:
    std::optional<std::uint64_t> size() const override { return 3; }
    task<std::span<const std::byte>> next() override {
        throw std::bad_alloc();
        co_return std::span<const std::byte>{};
    }
};

http::Router router() {
    http::Router routes;
    routes.add(http::Verb::get, "/alloc", [](http::Request&) -> task<http::Response> {
        throw std::bad_alloc();
        co_return http::Response{};
    });
    routes.add(http::Verb::get, "/fault", [](http::Request&) -> task<http::Response> {
        throw std::runtime_error("x");
        co_return http::Response{};
    });
    routes.add(http::Verb::get, "/pieces", [](http::Request&) -> task<http::Response> {
        http::Response response;
        response.pieces = std::make_unique<NoMemory>();
        co_return response;
    });
    return routes;
}

std::string get(std::string_view path) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

}  // namespace

TEST_CASE("a request that runs out of memory is 503 with Retry-After, and the connection goes on") {
    const auto routes = router();
    Wire wire{routes};
    for (const auto* path : {"/alloc", "/pieces"}) {
        CAPTURE(path);
        const auto answer = wire.ask(get(path));
        CHECK(answer.starts_with("HTTP/1.1 503 "));
        CHECK(answer.find("Retry-After: 5\r\n") != std::string::npos);
        CHECK(answer.find("urn:baton:error:overloaded") != std::string::npos);
    }
    CHECK(wire.ask(get("/fault")).starts_with("HTTP/1.1 500 "));
}
