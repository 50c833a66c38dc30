#include "asking.hpp"
#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::http::client;
using namespace std::chrono_literals;

namespace {

constexpr const char* hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

/// Answers all requests of a connection the same way.
ScriptedServer::Script always(std::string answer) {
    return [answer = std::move(answer)](Peer& peer) {
        while (!peer.head().empty()) peer.send(answer);
    };
}

errc code_of(const result<Whole>& whole) {
    REQUIRE(whole.has_error());
    return whole.error().code;
}

file::FilePtr file_of(std::string_view text) {
    file::BlobWriter writer;
    REQUIRE(writer.append(std::as_bytes(std::span{text})).has_value());
    return writer.finish().value();
}

}  // namespace

TEST_CASE("an answer: status, fields in any case of letters, length, body") {
    std::string head;
    ScriptedServer server{{[&](Peer& peer) {
        head = peer.head();
        peer.send("HTTP/1.1 404 Nope\r\nX-One: 1\r\nx-one: 2\r\nContent-Length: 3\r\n\r\nabc");
    }}};
    Asking asking;
    auto response = asking.send({.url = server.url("/p?q"), .fields = {{"X-Mine", "yes"}}});
    REQUIRE(response.has_value());
    CHECK(response->status() == 404);
    CHECK(response->field("x-ONE") == "1");
    CHECK(response->field("x-two").empty());
    CHECK(response->length() == 3);
    CHECK(asking.text(*response).value() == "abc");
    CHECK(head == "GET /p?q HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\nX-Mine: yes\r\n\r\n");
}

TEST_CASE("bodies that end in each of the ways") {
    ScriptedServer server{{[](Peer& peer) {
        peer.head();
        peer.send(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;e=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n");
        peer.head();
        peer.send("HTTP/1.1 204 No Content\r\n\r\n");
        peer.head();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");  // to HEAD
        peer.head();
        peer.send("HTTP/1.1 200 OK\r\n\r\nto the end");
    }}};
    Asking asking;
    CHECK(asking.get(server.url("/"))->text == "abcde");
    CHECK(asking.get(server.url("/"))->status == 204);
    CHECK(asking.ask({.method = "HEAD", .url = server.url("/")})->text.empty());
    CHECK(asking.get(server.url("/"))->text == "to the end");
    CHECK(server.accepted() == 1);
}

TEST_CASE("bodies of requests: none, a text, part of a file") {
    std::vector<std::string> heads;
    std::vector<std::string> bodies;
    ScriptedServer server{{[&](Peer& peer) {
        for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{200'000}, std::size_t{300'000}}) {
            heads.push_back(peer.head());
            bodies.push_back(peer.body(size));
            peer.send(hello);
        }
    }}};
    const std::string large(400'000, 'x');
    const auto file = file_of("head" + large);
    {
        Asking asking;
        CHECK(asking.ask({.method = "POST", .url = server.url("/")}).has_value());
        CHECK(asking.ask({.method = "POST", .url = server.url("/"), .body = std::string{"abc"}}).has_value());
        CHECK(asking.ask({.method = "PUT", .url = server.url("/"), .body = large.substr(0, 200'000)}).has_value());
        CHECK(asking.ask({.method = "PUT", .url = server.url("/"), .body = FilePart{file, {3, 300'000}}}).has_value());
    }
    CHECK(server.accepted() == 1);
    REQUIRE(bodies.size() == 4);
    CHECK(heads[0].find("Content-Length: 0\r\n") != std::string::npos);
    CHECK(heads[3].find("Content-Length: 300000\r\n") != std::string::npos);
    CHECK(bodies[1] == "abc");
    CHECK(bodies[2] == large.substr(0, 200'000));
    CHECK(bodies[3] == "d" + large.substr(0, 299'999));
}

TEST_CASE("a file that is shorter than promised ends the request, and the server sees no whole one") {
    std::string got;
    {
        ScriptedServer server{{[&](Peer& peer) {
            peer.head();
            got = peer.body(100);
        }}};
        Asking asking;
        const auto sent =
            asking.ask({.method = "PUT", .url = server.url("/"), .body = FilePart{file_of("abc"), {0, 100}}});
        CHECK(code_of(sent) == errc::internal);
    }
    CHECK(got.size() < 100);
}

TEST_CASE("a refusal in the middle of a request's body is heard") {
    // One that goes on reading, one that closes at once.
    for (const bool reads_on : {true, false}) {
        CAPTURE(reads_on);
        ScriptedServer server{{[&](Peer& peer) {
            peer.head();
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
            peer.end_sending();
            if (reads_on) peer.wait_for_end();
        }}};
        Asking asking;
        const auto file = file_of(std::string(8'000'000, 'x'));
        auto response = asking.send({.method = "PUT", .url = server.url("/"), .body = FilePart{file, {0, 8'000'000}}});
        // The kernel may drop what it received when the other end is gone: then it is uncertain, never well.
        if (reads_on) REQUIRE(response.has_value());
        if (response) CHECK(response->status() == 413);
        if (!response) CHECK(response.error().code == errc::uncertain);
    }
}

TEST_CASE("a body comes piece by piece, and no faster than it is asked for") {
    constexpr std::size_t size = 64'000'000;
    std::atomic<std::size_t> sent{0};
    ScriptedServer server{{[&](Peer& peer) {
        peer.head();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
        const std::string piece(64'000, 'x');
        while (sent < size && peer.send(piece)) sent += piece.size();
    }}};
    Asking asking;
    auto response = asking.send({.url = server.url("/")});
    REQUIRE(response.has_value());
    CHECK(response->length() == size);
    std::size_t got = 0;
    for (int pieces = 0; pieces < 10; ++pieces) {
        const auto piece = asking.next(*response);
        REQUIRE(piece.has_value());
        REQUIRE_FALSE(piece->empty());
        CHECK(piece->size() <= 64 * 1024);
        got += piece->size();
    }
    std::this_thread::sleep_for(100ms);
    // The rest of it lies in the kernel's buffers, or has not been sent.
    CHECK(sent < size);
    for (;;) {
        const auto piece = asking.next(*response);
        REQUIRE(piece.has_value());
        if (piece->empty()) break;
        got += piece->size();
    }
    CHECK(got == size);
    CHECK(asking.next(*response)->empty());
}

TEST_CASE("who drops an answer early ends its connection") {
    std::atomic<bool> left{false};
    ScriptedServer server{{[&](Peer& peer) {
                               peer.head();
                               peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc");
                               left = peer.head().empty();
                           },
                           always(hello)}};
    Asking asking;
    {
        auto response = asking.send({.url = server.url("/")});
        REQUIRE(response.has_value());
        CHECK(asking.next(*response)->size() == 3);
    }
    CHECK(asking.get(server.url("/"))->text == "hello");
    CHECK(server.accepted() == 2);
    while (!left) std::this_thread::sleep_for(1ms);
}

TEST_CASE("an answer over the limit is refused, whether it says its length or not") {
    const std::string body(1000, 'x');
    ScriptedServer server{{[&](Peer& peer) {
                               peer.head();
                               peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + body);
                           },
                           [&](Peer& peer) {
                               peer.head();
                               peer.send("HTTP/1.1 200 OK\r\n\r\n" + body);
                           }}};
    Asking asking;
    CHECK(code_of(asking.ask({.url = server.url("/")}, 999)) == errc::payload_too_large);
    CHECK(code_of(asking.ask({.url = server.url("/")}, 999)) == errc::payload_too_large);
    CHECK(asking.ask({.url = server.url("/")}, 1000)->text == body);
}

TEST_CASE("a redirect is an answer like any other") {
    ScriptedServer server{{always("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")}};
    Asking asking;
    CHECK(asking.get(server.url("/"))->status == 302);
    CHECK(server.accepted() == 1);
}

TEST_CASE("what cannot be put into a request is refused before anything is sent") {
    Asking asking;
    CHECK(code_of(asking.get("example.org")) == errc::bad_request);
    CHECK(code_of(asking.ask({.url = "http://127.0.0.1/", .fields = {{"X", "a\r\nY: b"}}})) == errc::bad_request);
    CHECK(code_of(asking.ask({.method = "GET / HTTP/1.1\r\n", .url = "http://127.0.0.1/"})) == errc::bad_request);
}

TEST_CASE("addresses that are not allowed are not connected to") {
    ScriptedServer server{{always(hello)}};
    Asking asking{{.allowed = [](const boost::asio::ip::address& address) { return !address.is_loopback(); }}};
    CHECK(code_of(asking.get(server.url("/"))) == errc::forbidden);
    CHECK(code_of(asking.get(server.url("/", "localhost"))) == errc::forbidden);
    CHECK(server.accepted() == 0);
    Asking anywhere;
    CHECK(anywhere.get(server.url("/", "localhost"))->text == "hello");
}

TEST_CASE("a client that stops ends what is under way") {
    ScriptedServer server{{[](Peer& peer) {
        peer.head();
        peer.wait_for_end();
    }}};
    Asking asking;
    std::thread stopper{[&] {
        while (server.accepted() == 0) std::this_thread::sleep_for(1ms);
        std::this_thread::sleep_for(20ms);
        asking.client().stop();
    }};
    CHECK(code_of(asking.get(server.url("/"))) == errc::unavailable);
    stopper.join();
    CHECK(code_of(asking.get(server.url("/"))) == errc::unavailable);
}
