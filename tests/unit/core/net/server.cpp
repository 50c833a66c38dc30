#include "core/net/server.hpp"

#include "core/http/problem_face.hpp"
#include "core/observe/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <exception>
#include <string>
#include <thread>

using namespace baton::core;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Errors as bare text, every origin welcome.
class OpenFace : public http::Face {
public:
    http::Response failed(const Problem& problem, const http::Request&) const override {
        http::Response response;
        response.status = problem.code == errc::not_found ? 404 : 400;
        response.set("Content-Type", "text/plain");
        response.body = "no";
        return response;
    }
    http::Response other_method(const http::Request&, std::string_view allow) const override {
        http::Response response;
        response.status = 204;
        response.set("Access-Control-Allow-Methods", allow);
        return response;
    }
    std::string_view default_headers() const override { return "X-Face: open\r\n"; }
    void finish(const http::Request& request, http::Response& response) const override {
        const auto origin = request.header("Origin");
        if (!origin.empty()) response.set("Access-Control-Allow-Origin", origin);
    }
};

http::Router router_that_says(std::string what) {
    http::Router router;
    router.add(http::Verb::get, "/who", [what](http::Request&) -> task<http::Response> {
        http::Response response;
        response.body = what;
        co_return response;
    });
    return router;
}

/// A server with two listeners on free ports of the loopback.
struct TwoListeners {
    const http::Router sessions = router_that_says("sessions");
    const http::Router relay = router_that_says("relay");
    const http::ProblemFace problems;
    const OpenFace open;
    net::Server server{2};
    std::uint16_t sessions_port = 0;
    std::uint16_t relay_port = 0;
    std::jthread thread;

    TwoListeners() {
        log::start(log::Level::error, false);
        const auto first = server.listen({"127.0.0.1", 0, sessions, problems});
        const auto second = server.listen({"127.0.0.1", 0, relay, open, "RELAY_"});
        REQUIRE(first.has_value());
        REQUIRE(second.has_value());
        sessions_port = *first;
        relay_port = *second;
        thread = std::jthread{[this] { server.run(); }};
    }
    ~TwoListeners() { server.stop(); }

    /// Drains the server and waits for it.
    void drain() {
        asio::io_context context;
        asio::co_spawn(context, server.drain(10s), [](const std::exception_ptr& failure) { CHECK_FALSE(failure); });
        context.run();
    }
};

std::string ask(std::uint16_t port, const std::string& request) {
    asio::io_context context;
    asio::ip::tcp::socket socket{context};
    boost::system::error_code error;
    socket.connect({asio::ip::address_v4::loopback(), port}, error);
    if (error) return "refused";
    asio::write(socket,
                asio::buffer(request + " HTTP/1.1\r\nHost: h\r\nOrigin: https://o\r\nConnection: close\r\n\r\n"));
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), error);
    return answer;
}

bool has(const std::string& answer, std::string_view text) {
    return answer.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("two listeners with faces of their own live side by side") {
    TwoListeners both;
    CHECK(ask(both.sessions_port, "GET /who").ends_with("sessions"));
    CHECK(ask(both.relay_port, "GET /who").ends_with("relay"));

    const auto lost = ask(both.sessions_port, "GET /lost");
    CHECK(has(lost, "HTTP/1.1 404 "));
    CHECK(has(lost, "application/problem+json"));
    CHECK(has(lost, "X-Content-Type-Options: nosniff"));
    CHECK_FALSE(has(lost, "Access-Control"));
    const auto open_lost = ask(both.relay_port, "GET /lost");
    CHECK(has(open_lost, "HTTP/1.1 404 "));
    CHECK(open_lost.ends_with("\r\n\r\nno"));
    CHECK(has(open_lost, "X-Face: open"));
    CHECK(has(open_lost, "Access-Control-Allow-Origin: https://o"));
    CHECK_FALSE(has(open_lost, "nosniff"));

    const auto wrong = ask(both.sessions_port, "DELETE /who");
    CHECK(has(wrong, "HTTP/1.1 405 "));
    CHECK(has(wrong, "Allow: GET, HEAD, OPTIONS"));
    CHECK(has(ask(both.sessions_port, "OPTIONS /who"), "HTTP/1.1 204 "));
    CHECK(has(ask(both.relay_port, "OPTIONS /who"), "Access-Control-Allow-Methods: GET, HEAD, OPTIONS"));

    CHECK(has(ask(both.sessions_port, "BROKEN\r"), "application/problem+json"));
    CHECK(ask(both.relay_port, "BROKEN\r").ends_with("\r\n\r\nno"));
}

TEST_CASE("a server that drains refuses on all its listeners") {
    TwoListeners both;
    both.drain();
    CHECK(ask(both.sessions_port, "GET /who") == "refused");
    CHECK(ask(both.relay_port, "GET /who") == "refused");
}

TEST_CASE("a port that is taken is said with the setting that names it") {
    TwoListeners both;
    const auto again = both.server.listen({"127.0.0.1", both.relay_port, both.relay, both.open, "RELAY_"});
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().detail.starts_with("RELAY_PORT: cannot listen on 127.0.0.1:"));
    const auto nowhere = both.server.listen({"here", 0, both.relay, both.open, "RELAY_"});
    REQUIRE_FALSE(nowhere.has_value());
    CHECK(nowhere.error().detail == "RELAY_LISTEN: 'here' is not an IP address");
}
