#include "core/net/protocol.hpp"

#include "core/http/body_stream.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

using namespace baton::core;
using namespace std::literals;
using namespace std::chrono_literals;
using net::Protocol;
using Ending = Protocol::Ending;
using Header = Protocol::Header;
using Kind = Protocol::Body::Kind;

namespace {

/// A protocol, its client's bytes, and a clock that the test turns.
struct Talk {
    Protocol::Clock::time_point now{};
    Protocol protocol{now};
    http::Request request;
    http::Response response;

    /// Hands over the bytes as they would arrive in reads. What does not fit any more is lost.
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto room = protocol.room();
            const std::size_t size = std::min(room.size(), bytes.size());
            if (size == 0) return;
            std::copy_n(bytes.begin(), size, room.begin());
            protocol.received(size);
            bytes.remove_prefix(size);
        }
    }
    Header begin(std::string_view bytes) {
        send(bytes);
        protocol.begin_request(now);
        return header();
    }
    Header header() {
        const auto state = protocol.read_header(now);
        request = {};
        if (state != Header::incomplete) protocol.describe(request);
        return state;
    }
    /// Reads the body up to where it ends, or cannot go on: its bytes, and then "end", "more", "100" or the error.
    std::string body() {
        std::string all;
        for (;;) {
            const auto read = protocol.read_body(now);
            switch (read.kind) {
                case Kind::piece:
                    all.append(reinterpret_cast<const char*>(read.piece.data()), read.piece.size());
                    break;
                case Kind::end:
                    return all + "|end";
                case Kind::incomplete:
                    return all + "|more";
                case Kind::send_continue:
                    return all + "|100";
                case Kind::failed:
                    return all + "|" + (read.problem.code == errc::payload_too_large ? "413" : "400");
            }
        }
    }
    Ending ending(bool draining = false) const { return protocol.ending(request, response, draining); }
    auto time_left() const { return std::chrono::duration_cast<std::chrono::seconds>(protocol.deadline() - now); }
};

class Unsized : public http::BodyStream {
public:
    std::optional<std::uint64_t> size() const override { return std::nullopt; }
    task<std::span<const std::byte>> next() override { co_return std::span<const std::byte>{}; }
};

constexpr auto get_request = "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n"sv;

std::string post(std::size_t length, std::string_view more = {}) {
    return "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(length) + "\r\n" + std::string{more} +
           "\r\n";
}

}  // namespace

TEST_CASE("pipelined requests follow each other") {
    Talk talk;
    REQUIRE(talk.begin(std::string{get_request} + post(3) + "abc" + std::string{get_request}) == Header::complete);
    CHECK(talk.request.target == "/a?b=c");
    CHECK(talk.request.content_length == 0u);
    CHECK(talk.body() == "|end");
    CHECK(talk.ending() == Ending::next_request);
    talk.protocol.end_request(talk.now);
    REQUIRE(talk.begin("") == Header::complete);
    CHECK(talk.request.target == "/p");
    talk.protocol.set_body_limit(3);
    CHECK(talk.body() == "abc|end");
    talk.protocol.end_request(talk.now);
    REQUIRE(talk.begin("") == Header::complete);
    CHECK(talk.ending() == Ending::next_request);
    talk.protocol.end_request(talk.now);
    CHECK(talk.begin("") == Header::incomplete);
}

TEST_CASE("a header over the limit, and one that is none, are refused") {
    Talk talk;
    SUBCASE("too large, in one field") {
        CHECK(talk.begin("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x')) == Header::refused);
        CHECK(talk.protocol.refusal().code == errc::header_too_large);
    }
    SUBCASE("too large, in many") {
        std::string text = "GET / HTTP/1.1\r\nHost: h\r\n";
        while (text.size() < 17'000) text += "X-Header: value\r\n";
        CHECK(talk.begin(text + "\r\n") == Header::refused);
        CHECK(talk.protocol.refusal().code == errc::header_too_large);
    }
    SUBCASE("large, but not too large") {
        CHECK(talk.begin("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(15'000, 'x') + "\r\n\r\n") ==
              Header::complete);
        return;
    }
    SUBCASE("no header at all") {
        CHECK(talk.begin("hello\r\n\r\n") == Header::refused);
        CHECK(talk.protocol.refusal().code == errc::bad_request);
    }
    CHECK(talk.ending() == Ending::linger);
    CHECK_FALSE(talk.protocol.idle());
}

TEST_CASE("a header's time begins with its first byte and is not renewed") {
    Talk talk;
    REQUIRE(talk.begin("") == Header::incomplete);
    CHECK(talk.time_left() == 9s);
    talk.protocol.end_request(talk.now);
    CHECK(talk.time_left() == 120s);
    talk.protocol.begin_request(talk.now);
    talk.now += 60s;
    for (const char byte : "GET / HT"sv) {
        talk.send({&byte, 1});
        CHECK(talk.header() == Header::incomplete);
        talk.now += 1s;
    }
    CHECK(talk.time_left() == 1s);
    CHECK(talk.protocol.idle());
    talk.send("TP/1.1\r\n\r\n");
    CHECK(talk.header() == Header::complete);
    // The handler has all the time it wants.
    CHECK(talk.protocol.deadline() == Protocol::Clock::time_point::max());
    CHECK_FALSE(talk.protocol.idle());
}

TEST_CASE("empty lines before a request are skipped, however they are cut, and only a few") {
    for (const auto lines : {"\r\n"sv, "\r\n\r\n\r\n\r\n"sv}) {
        Talk talk;
        REQUIRE(talk.begin(post(3) + "abc" + std::string{lines} + std::string{get_request}) == Header::complete);
        talk.protocol.set_body_limit(3);
        CHECK(talk.body() == "abc|end");
        talk.protocol.end_request(talk.now);
        REQUIRE(talk.begin("") == Header::complete);
        CHECK(talk.request.target == "/a?b=c");
    }
    Talk bytewise;
    bytewise.protocol.begin_request(bytewise.now);
    for (const char byte : "\r\n\r\n" + std::string{get_request.substr(0, get_request.size() - 1)}) {
        bytewise.send({&byte, 1});
        REQUIRE(bytewise.header() == Header::incomplete);
    }
    bytewise.send("\n");
    REQUIRE(bytewise.header() == Header::complete);
    for (const auto other : {"\r\n\r\n\r\n\r\n\r\n"sv, "\n"sv, "\r"sv, "\r\n\n"sv, "\r\r\n"sv, " \r\n"sv}) {
        CAPTURE(std::string{other});
        CHECK(Talk{}.begin(std::string{other} + std::string{get_request}) == Header::refused);
    }
}

TEST_CASE("an empty line after a body starts no request: the connection stays idle as long as without it") {
    Talk talk;
    REQUIRE(talk.begin(post(3) + "abc") == Header::complete);
    talk.protocol.set_body_limit(3);
    CHECK(talk.body() == "abc|end");
    talk.protocol.end_request(talk.now);
    CHECK(talk.begin("\r\n") == Header::incomplete);
    CHECK(talk.protocol.idle());
    talk.now += 60s;
    CHECK(talk.header() == Header::incomplete);
    CHECK(talk.time_left() == 60s);
    talk.send(get_request);
    CHECK(talk.header() == Header::complete);
}

TEST_CASE("100-continue is sent when the body is asked for, and only if it is not there yet") {
    Talk talk;
    SUBCASE("asked for") {
        REQUIRE(talk.begin(post(3, "Expect: 100-continue\r\n")) == Header::complete);
        talk.protocol.set_body_limit(3);
        CHECK(talk.body() == "|100");
        CHECK(talk.body() == "|more");
        talk.send("abc");
        CHECK(talk.body() == "abc|end");
        CHECK(talk.ending() == Ending::next_request);
    }
    SUBCASE("there already") {
        REQUIRE(talk.begin(post(3, "Expect: 100-continue\r\n") + "abc") == Header::complete);
        talk.protocol.set_body_limit(3);
        CHECK(talk.body() == "abc|end");
    }
    SUBCASE("never asked for: the client may send the body or not, so nothing can follow") {
        REQUIRE(talk.begin(post(3, "Expect: 100-continue\r\n")) == Header::complete);
        CHECK(talk.ending() == Ending::linger);
    }
    SUBCASE("HTTP/1.0 does not know it") {
        REQUIRE(talk.begin("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n") == Header::complete);
        CHECK(talk.body() == "|more");
    }
}

TEST_CASE("a body that nobody read is thrown away if that is cheap") {
    Talk talk;
    SUBCASE("cheap") {
        REQUIRE(talk.begin(post(65'536) + "begin") == Header::complete);
        CHECK(talk.ending() == Ending::discard_body);
        talk.protocol.begin_discard(talk.now);
        CHECK(talk.protocol.idle());
        CHECK(talk.body() == "begin|more");
        CHECK(talk.time_left() == 3s);
        talk.send(std::string(65'531, 'x'));
        CHECK(talk.body().ends_with("|end"));
        talk.protocol.end_request(talk.now);
        CHECK(talk.begin(get_request) == Header::complete);
    }
    SUBCASE("too large") {
        REQUIRE(talk.begin(post(65'537)) == Header::complete);
        CHECK(talk.ending() == Ending::linger);
        talk.protocol.begin_linger(talk.now);
        CHECK(talk.time_left() == 3s);
    }
    SUBCASE("of unknown length") {
        REQUIRE(talk.begin("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n") == Header::complete);
        CHECK(talk.ending() == Ending::linger);
    }
}

TEST_CASE("a body has a limit, of bytes and of time") {
    Talk talk;
    SUBCASE("bytes") {
        REQUIRE(talk.begin(post(4) + "abcd") == Header::complete);
        talk.protocol.set_body_limit(3);
        CHECK(talk.body() == "|413");
    }
    SUBCASE("bytes, in chunks") {
        REQUIRE(talk.begin("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n") ==
                Header::complete);
        talk.protocol.set_body_limit(3);
        CHECK(talk.body() == "abc|413");
    }
    SUBCASE("time") {
        REQUIRE(talk.begin(post(1'000'000)) == Header::complete);
        talk.protocol.set_body_limit(1'000'000);
        CHECK(talk.body() == "|more");
        CHECK(talk.time_left() == 30s);
        talk.now += 50s;
        talk.send(std::string(4096, 'x'));
        CHECK(talk.body().ends_with("|more"));
        // 60 s in all, and one more for the 4 KiB.
        CHECK(talk.time_left() == 11s);
    }
    SUBCASE("time, while others wait for it") {
        REQUIRE(talk.begin(post(1'000'000)) == Header::complete);
        talk.protocol.set_body_limit(1'000'000);
        CHECK(talk.protocol.deadline(true) == Protocol::Clock::time_point::max());
        CHECK(talk.body() == "|more");
        CHECK(talk.protocol.deadline(true) == talk.now + 10s);
        talk.now += 52s;
        talk.send("x");
        CHECK(talk.body() == "x|more");
        CHECK(talk.protocol.deadline(true) == talk.now + 8s);
        talk.protocol.sending(talk.now);
        CHECK(talk.protocol.deadline(true) == talk.now + 30s);
        talk.protocol.working();
        CHECK(talk.protocol.deadline(true) == Protocol::Clock::time_point::max());
    }
    SUBCASE("time begins when it is asked for") {
        REQUIRE(talk.begin(post(1'000'000)) == Header::complete);
        talk.protocol.set_body_limit(1'000'000);
        talk.now += 300s;
        CHECK(talk.body() == "|more");
        CHECK(talk.time_left() == 30s);
        talk.now += 29s;
        talk.send("x");
        CHECK(talk.body() == "x|more");
        CHECK(talk.time_left() == 30s);
    }
    SUBCASE("the client goes") {
        REQUIRE(talk.begin(post(4) + "ab") == Header::complete);
        talk.protocol.set_body_limit(4);
        CHECK(talk.body() == "ab|more");
        talk.protocol.end_of_input();
        CHECK(talk.body() == "|400");
    }
}

TEST_CASE("chunks end where they say, however they are cut") {
    const auto text = "4\r\nabcd\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"s;
    for (std::size_t size = 1; size <= text.size(); ++size) {
        CAPTURE(size);
        Talk talk;
        REQUIRE(talk.begin("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n") == Header::complete);
        talk.protocol.set_body_limit(100);
        std::string got;
        for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min(size, rest.size()))) {
            talk.send(rest.substr(0, size));
            const auto body = talk.body();
            got += body.substr(0, body.find('|'));
        }
        CHECK(got == "abcd0123456789");
        CHECK(talk.body() == "|end");
        CHECK(talk.ending() == Ending::next_request);
    }
    Talk broken;
    REQUIRE(broken.begin("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n\r\n") ==
            Header::complete);
    CHECK(broken.body() == "|400");
}

TEST_CASE("who keeps the connection") {
    Talk talk;
    SUBCASE("HTTP/1.0 closes") {
        REQUIRE(talk.begin("GET / HTTP/1.0\r\n\r\n") == Header::complete);
        CHECK(talk.request.version == 10);
        CHECK(talk.ending() == Ending::close);
    }
    SUBCASE("HTTP/1.0 keeps it if it says so") {
        REQUIRE(talk.begin("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") == Header::complete);
        CHECK(talk.ending() == Ending::next_request);
        talk.response.pieces = std::make_unique<Unsized>();
        CHECK(talk.ending() == Ending::close);
    }
    SUBCASE("the client closes") {
        REQUIRE(talk.begin("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") == Header::complete);
        CHECK(talk.ending() == Ending::close);
    }
    SUBCASE("the answer closes") {
        REQUIRE(talk.begin(get_request) == Header::complete);
        talk.response.close = true;
        CHECK(talk.ending() == Ending::close);
    }
    SUBCASE("a server that stops closes") {
        REQUIRE(talk.begin(get_request) == Header::complete);
        CHECK(talk.ending(true) == Ending::close);
    }
    SUBCASE("chunks keep it") {
        REQUIRE(talk.begin(get_request) == Header::complete);
        talk.response.pieces = std::make_unique<Unsized>();
        CHECK(talk.ending() == Ending::next_request);
    }
}

TEST_CASE("a stream takes the connection over, but not for HEAD") {
    Talk talk;
    talk.response.stream = [](net::Stream) -> std::shared_ptr<http::Upgraded> { return nullptr; };
    SUBCASE("GET") {
        REQUIRE(talk.begin(get_request) == Header::complete);
        CHECK(talk.ending() == Ending::hand_over);
    }
    SUBCASE("HEAD") {
        REQUIRE(talk.begin("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n") == Header::complete);
        CHECK(talk.ending() == Ending::next_request);
        CHECK_FALSE(net::has_body(talk.request, talk.response));
    }
}

TEST_CASE("nobody speaks the new protocol before it is agreed on") {
    Talk talk;
    talk.response.upgrade = [](net::Stream) -> std::shared_ptr<http::Upgraded> { return nullptr; };
    SUBCASE("patient") {
        REQUIRE(talk.begin(get_request) == Header::complete);
        CHECK(talk.ending() == Ending::hand_over);
    }
    SUBCASE("early") {
        REQUIRE(talk.begin(std::string{get_request} + "x") == Header::complete);
        CHECK(talk.ending() == Ending::refuse_upgrade);
    }
}
