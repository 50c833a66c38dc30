#include "asking.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::http::client;
using namespace std::chrono_literals;

namespace {

constexpr const char* short_answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

/// What comes of a GET that is answered so.
result<Whole> answered(std::string_view answer, Deadlines deadlines = {}) {
    ScriptedServer server{{[answer](Peer& peer) {
        peer.head();
        peer.send(answer);
    }}};
    Asking asking;
    return asking.ask({.url = server.url("/"), .deadlines = deadlines});
}

errc fault_of(const result<Whole>& whole) {
    REQUIRE(whole.has_error());
    CAPTURE(whole.error().detail);
    CHECK_FALSE(whole.error().detail.empty());
    return whole.error().code;
}

/// Reads a request and hangs up.
void ends_at_once(Peer& peer) {
    peer.head();
}

/// Answers once and hangs up when the next request has come.
void answers_once(Peer& peer) {
    peer.head();
    peer.send(short_answer);
    peer.head();
}

void answers(Peer& peer) {
    while (!peer.head().empty()) peer.send(short_answer);
}

}  // namespace

TEST_CASE("malformed answers") {
    CHECK(fault_of(answered("HELLO\r\n\r\n")) == errc::internal);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")) == errc::internal);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")) == errc::internal);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) == errc::internal);
    CHECK(fault_of(answered("HTTP/1.1 101 Switching Protocols\r\n\r\n")) == errc::internal);
    std::string interim;
    for (int times = 0; times < 20; ++times) interim += "HTTP/1.1 102 Processing\r\n\r\n";
    CHECK(fault_of(answered(interim)) == errc::internal);
}

TEST_CASE("a head that is too large, and a line of chunks that does not end") {
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nX: " + std::string(33'000, 'x') + "\r\n\r\n")) == errc::internal);
    CHECK(answered("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: " + std::string(30'000, 'x') + "\r\n\r\n")->status ==
          200);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(70'000, 'x'))) ==
          errc::internal);
}

TEST_CASE("answers that break off") {
    CHECK(fault_of(answered("")) == errc::unavailable);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nContent-Le")) == errc::unavailable);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell")) == errc::unavailable);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")) == errc::unavailable);
    CHECK(fault_of(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")) ==
          errc::unavailable);
}

TEST_CASE("nobody listens, and a name that is none") {
    std::string url;
    {
        ScriptedServer server{{answers}};
        url = server.url("/secret-path?secret=1");
    }
    Asking asking;
    const auto refused = asking.get(url);
    CHECK(fault_of(refused) == errc::unavailable);
    CHECK(refused.error().detail.find("secret") == std::string::npos);
    CHECK(refused.error().detail.find("127.0.0.1") != std::string::npos);
    // A label that is too long: nobody outside is asked for it.
    CHECK(fault_of(asking.get("http://" + std::string(70, 'a') + "/")) == errc::unavailable);
    // What changes nothing cannot be uncertain, nor what was never sent.
    CHECK(fault_of(asking.ask({.method = "POST", .url = url, .body = std::string{"x"}})) == errc::unavailable);
}

TEST_CASE("an answer that does not come, or stops coming, is given up") {
    for (const std::string_view answer :
         {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}) {
        CAPTURE(answer);
        ScriptedServer server{{[answer](Peer& peer) {
            peer.head();
            peer.send(answer);
            peer.wait_for_end();
        }}};
        Asking asking;
        const auto late = asking.ask({.url = server.url("/"), .deadlines = quick()});
        CHECK(fault_of(late) == errc::unavailable);
        CHECK(late.error().detail.find("not in time") != std::string::npos);
        CHECK(server.accepted() == 1);
    }
}

TEST_CASE("the idle time begins anew with everything that comes") {
    ScriptedServer server{{[](Peer& peer) {
        peer.head();
        for (const char c : std::string_view{short_answer}.substr(0, 43)) {
            peer.send({&c, 1});
            std::this_thread::sleep_for(50ms);
        }
    }}};
    Asking asking;
    CHECK(asking.ask({.url = server.url("/"), .deadlines = {.idle = 1500ms}})->text == "hello");
    // Unless the head has a deadline of its own.
    CHECK(fault_of(asking.ask({.url = server.url("/"), .deadlines = {.idle = 500ms, .head = 300ms}})) ==
          errc::unavailable);
}

TEST_CASE("a server that does not take what it is sent is given up") {
    std::atomic<bool> over{false};
    ScriptedServer server{{[&](Peer& peer) {
        peer.head();
        while (!over) std::this_thread::sleep_for(1ms);
    }}};
    Asking asking;
    client::Request request{
        .method = "PUT", .url = server.url("/"), .body = std::string(20'000'000, 'x'), .deadlines = quick()};
    const auto given_up = asking.ask(std::move(request));
    over = true;
    CHECK(fault_of(given_up) == errc::uncertain);
}

TEST_CASE("a connection that rested and broke is replaced, if the request is repeatable") {
    for (const char* method : {"GET", "PUT", "DELETE"}) {
        CAPTURE(method);
        ScriptedServer server{{answers_once, answers}};
        Asking asking;
        CHECK(asking.get(server.url("/"))->text == "hello");
        CHECK(asking.ask({.method = method, .url = server.url("/"), .body = std::string{}})->text == "hello");
        CHECK(server.accepted() == 2);
    }
    ScriptedServer server{{answers_once, answers_once, answers}};
    Asking asking;
    CHECK(asking.get(server.url("/")).has_value());
    CHECK(fault_of(asking.ask({.method = "POST", .url = server.url("/")})) == errc::uncertain);
    CHECK(server.accepted() == 1);
    CHECK(asking.get(server.url("/")).has_value());
    CHECK(asking.ask({.method = "POST", .url = server.url("/"), .repeatable = true}).has_value());
    CHECK(server.accepted() == 3);
}

TEST_CASE("a connection that rested is replaced once, a fresh one never") {
    ScriptedServer server{{answers_once, ends_at_once}};
    Asking asking;
    CHECK(asking.get(server.url("/")).has_value());
    CHECK(fault_of(asking.get(server.url("/"))) == errc::unavailable);
    CHECK(server.accepted() == 2);
    CHECK(fault_of(asking.get(server.url("/"))) == errc::unavailable);
    CHECK(server.accepted() == 3);
}

TEST_CASE("a connection is not used again that the server ended, or said something uncalled on") {
    // How many connections are in the state that the client is to find.
    std::atomic<std::size_t> ready{0};
    const auto hangs_up = [&](Peer& peer) {
        peer.head();
        peer.send(short_answer);
        peer.end_sending();
        ++ready;
        peer.wait_for_end();
    };
    const auto babbles = [&](Peer& peer) {
        peer.head();
        peer.send(short_answer);
        peer.send("HTTP/1.1 200 OK\r\n\r\n");
        ++ready;
        peer.wait_for_end();
    };
    const auto says_goodbye = [&](Peer& peer) {
        peer.head();
        peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
        ++ready;
        peer.wait_for_end();
    };
    ScriptedServer server{{hangs_up, babbles, says_goodbye, answers}};
    Asking asking;
    for (std::size_t connections = 1; connections <= 4; ++connections) {
        // A request that could not be repeated finds a good connection all the same.
        CHECK(asking.ask({.method = "POST", .url = server.url("/")})->text == "hello");
        CHECK(server.accepted() == connections);
        while (connections < 4 && ready < connections) std::this_thread::sleep_for(1ms);
    }
}

TEST_CASE("connections rest only so long, and only so many are open") {
    ScriptedServer server{{answers}};
    Asking asking{{.pool = {.open = 2, .rest = 50ms}}};
    CHECK(asking.get(server.url("/")).has_value());
    std::this_thread::sleep_for(200ms);
    CHECK(asking.get(server.url("/")).has_value());
    CHECK(server.accepted() == 2);

    ScriptedServer slow{{[](Peer& peer) {
        peer.head();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        peer.wait_for_end();
    }}};
    auto one = asking.send({.url = slow.url("/")});
    auto two = asking.send({.url = slow.url("/")});
    REQUIRE(two.has_value());
    CHECK(asking.send({.url = slow.url("/")}).error().code == errc::unavailable);
    one = problem(errc::internal);
    CHECK(asking.send({.url = slow.url("/")}).has_value());
}

TEST_CASE("an answer that nobody asks for the rest of loses its connection") {
    std::atomic<bool> left{false};
    ScriptedServer server{{[&](Peer& peer) {
        peer.head();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        peer.wait_for_end();
        left = true;
    }}};
    Asking asking{{.unused = 50ms}};
    auto response = asking.send({.url = server.url("/")});
    REQUIRE(response.has_value());
    while (!left) std::this_thread::sleep_for(1ms);
    // What came with the head is still there.
    CHECK(asking.next(*response)->size() == 3);
    CHECK(asking.next(*response).error().code == errc::unavailable);
}
