#include "tests/unit/core/net/wire.hpp"

#include <optional>
#include <span>
#include <vector>

using namespace baton::core;
using namespace std::literals;
using net::Wire;

namespace {

/// Gives its pieces one by one; after them the end, or an error.
class Pieces : public http::BodyStream {
public:
    struct Script {
        std::vector<std::string> pieces;
        std::optional<std::uint64_t> size;
        bool fails = false;
        std::size_t given = 0;
        bool destroyed = false;
    };
    explicit Pieces(Script& script) : script_(script) {}
    ~Pieces() override { script_.destroyed = true; }

    std::optional<std::uint64_t> size() const override { return script_.size; }
    task<std::span<const std::byte>> next() override {
        if (script_.given < script_.pieces.size()) co_return std::as_bytes(std::span{script_.pieces[script_.given++]});
        if (script_.fails) co_return problem(errc::storage_full, "the disk is gone");
        co_return std::span<const std::byte>{};
    }

private:
    Script& script_;
};

struct Streaming {
    Pieces::Script script;
    http::Router router;

    Streaming() {
        router.add(http::Verb::get, "/file", [this](http::Request&) -> task<http::Response> {
            http::Response response;
            response.pieces = std::make_unique<Pieces>(script);
            co_return response;
        });
        router.add(http::Verb::get, "/next", [](http::Request&) -> task<http::Response> {
            http::Response response;
            response.body = "next";
            co_return response;
        });
    }
};

std::string body_of(std::string_view answer) {
    const auto end = answer.find("\r\n\r\n");
    return end == std::string_view::npos ? "no head" : std::string{answer.substr(end + 4)};
}

bool says(std::string_view answer, std::string_view line) {
    return answer.substr(0, answer.find("\r\n\r\n") + 2).find("\r\n" + std::string{line} + "\r\n") !=
           std::string_view::npos;
}

constexpr auto ask_request = "GET /file HTTP/1.1\r\nHost: h\r\n\r\n"sv;
constexpr auto ask_next_request = "GET /next HTTP/1.1\r\nHost: h\r\n\r\n"sv;

}  // namespace

TEST_CASE("pieces of known length make one body, and the connection goes on") {
    Streaming server;
    server.script = {{"abc", "defg"}, 7};
    Wire wire{server.router};
    const auto answer = wire.ask(ask_request);
    CHECK(says(answer, "Content-Length: 7"));
    CHECK(body_of(answer) == "abcdefg");
    CHECK(server.script.destroyed);
    CHECK(body_of(wire.ask(ask_next_request)) == "next");
}

TEST_CASE("pieces of unknown length go in chunks, and the connection goes on") {
    Streaming server;
    server.script = {{"abc", "defg"}, {}};
    Wire wire{server.router};
    const auto answer = wire.ask(ask_request);
    CHECK(says(answer, "Transfer-Encoding: chunked"));
    CHECK(body_of(answer) == "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
    CHECK(body_of(wire.ask(ask_next_request)) == "next");
}

TEST_CASE("for HTTP/1.0 the end of the connection ends a body of unknown length") {
    Streaming server;
    server.script = {{"abc", "defg"}, {}};
    Wire wire{server.router};
    const auto answer = wire.ask("GET /file HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(says(answer, "Connection: close"));
    CHECK(body_of(answer) == "abcdefg");
    CHECK(wire.closed());
}

TEST_CASE("HEAD pulls no piece") {
    Streaming server;
    server.script = {{"abc"}, {}};
    Wire wire{server.router};
    const auto answer = wire.ask("HEAD /file HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(says(answer, "Transfer-Encoding: chunked"));
    CHECK(body_of(answer).empty());
    CHECK(server.script.given == 0);
    CHECK(body_of(wire.ask(ask_next_request)) == "next");
}

TEST_CASE("a first piece that fails is answered, a later one cuts the connection off without an end") {
    Streaming server;
    SUBCASE("first") {
        server.script = {{}, {}, true};
        Wire wire{server.router};
        const auto answer = wire.ask(ask_request);
        CHECK(answer.starts_with("HTTP/1.1 503 "));
        CHECK_FALSE(wire.closed());
    }
    SUBCASE("in chunks") {
        server.script = {{"abc"}, {}, true};
        Wire wire{server.router};
        CHECK(body_of(wire.ask(ask_request)) == "3\r\nabc\r\n");
        CHECK(wire.closed());
    }
    SUBCASE("shorter than it said") {
        server.script = {{"abc"}, 4};
        Wire wire{server.router};
        CHECK(body_of(wire.ask(ask_request)) == "abc");
        CHECK(wire.closed());
    }
    SUBCASE("longer than it said") {
        server.script = {{"abc", "def"}, 4};
        Wire wire{server.router};
        CHECK(body_of(wire.ask(ask_request)) == "abc");
        CHECK(wire.closed());
    }
}

TEST_CASE("the next piece is only made when the last has left") {
    Streaming server;
    const std::string large(1024 * 1024, 'x');
    server.script = {{large, large, large}, 3 * large.size()};
    Wire wire{server.router};
    wire.send(ask_request);
    CHECK(server.script.given == 1);
    wire.work();
    CHECK(server.script.given == 1);
    SUBCASE("a client that reads gets them all") {
        CHECK(body_of(wire.take_all()).size() == 3 * large.size());
        CHECK(server.script.given == 3);
    }
    SUBCASE("a client that goes ends the stream") {
        wire.hang_up();
        CHECK(server.script.destroyed);
        CHECK(server.script.given == 1);
    }
}
