#include "asking.hpp"
#include "certificate.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

using namespace baton::core;
using namespace baton::core::http::client;

namespace {

constexpr const char* hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

void answers(Peer& peer) {
    while (!peer.head().empty()) peer.send(hello);
}

/// A certificate in a file, as the client is told of it.
class TrustedFile {
public:
    explicit TrustedFile(const Certificate& certificate) {
        // The test's own server writes with OpenSSL, which knows no MSG_NOSIGNAL.
        std::signal(SIGPIPE, SIG_IGN);
        char name[] = "/tmp/baton-ca-XXXXXX";
        const file::Fd made{::mkstemp(name)};
        path_ = name;
        certificate.write_to(path_);
    }
    ~TrustedFile() { std::filesystem::remove(path_); }
    TrustedFile(const TrustedFile&) = delete;
    TrustedFile& operator=(const TrustedFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

std::string why(const result<Whole>& whole) {
    REQUIRE(whole.has_error());
    CHECK(whole.error().code == errc::unavailable);
    return whole.error().detail;
}

bool speaks_of(const std::string& text, std::string_view part) {
    CAPTURE(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a certificate counts if a file vouches for it, under each of its names, and connections are kept") {
    const Certificate certificate{"DNS:localhost,IP:127.0.0.1"};
    const TrustedFile trusted{certificate};
    ScriptedServer server{{answers}, certificate.server()};
    Asking asking{{.ca_file = trusted.path()}};
    CHECK(asking.get(server.url("/", "localhost"))->text == "hello");
    CHECK(asking.get(server.url("/", "localhost"))->text == "hello");
    CHECK(server.accepted() == 1);
    CHECK(asking.get(server.url("/", "127.0.0.1"))->text == "hello");
}

TEST_CASE("certificates that are refused: nobody vouches, another's name, over") {
    const Certificate certificate{"DNS:localhost"};
    ScriptedServer server{{answers}, certificate.server()};
    Asking stranger;
    CHECK(speaks_of(why(stranger.get(server.url("/", "localhost"))), "self-signed certificate"));

    const TrustedFile trusted{certificate};
    Asking asking{{.ca_file = trusted.path()}};
    CHECK(asking.get(server.url("/", "localhost"))->text == "hello");
    CHECK(speaks_of(why(asking.get(server.url("/", "127.0.0.1"))), "IP address mismatch"));

    const Certificate other{"DNS:example.org"};
    const TrustedFile trusted_other{other};
    ScriptedServer impostor{{answers}, other.server()};
    Asking deceived{{.ca_file = trusted_other.path()}};
    CHECK(speaks_of(why(deceived.get(impostor.url("/", "localhost"))), "hostname mismatch"));

    const Certificate past{"DNS:localhost", -3600};
    const TrustedFile trusted_past{past};
    ScriptedServer late{{answers}, past.server()};
    Asking careful{{.ca_file = trusted_past.path()}};
    CHECK(speaks_of(why(careful.get(late.url("/", "localhost"))), "expired"));
}

TEST_CASE("the name is in the greeting") {
    const Certificate certificate{"DNS:localhost"};
    const TrustedFile trusted{certificate};
    static std::string greeted;
    SSL_CTX_set_tlsext_servername_callback(
        certificate.server(), +[](SSL* connection, int*, void*) {
            greeted = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
            return SSL_TLSEXT_ERR_OK;
        });
    ScriptedServer server{{answers}, certificate.server()};
    Asking asking{{.ca_file = trusted.path()}};
    CHECK(asking.get(server.url("/", "localhost")).has_value());
    CHECK(greeted == "localhost");
}

TEST_CASE("TLS that is too old is refused, and so is a server without") {
    const Certificate certificate{"DNS:localhost"};
    const TrustedFile trusted{certificate};
    SSL_CTX_set_security_level(certificate.server(), 0);
    SSL_CTX_set_min_proto_version(certificate.server(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(certificate.server(), TLS1_1_VERSION);
    ScriptedServer old{{answers}, certificate.server()};
    Asking asking{{.ca_file = trusted.path()}};
    CHECK(asking.get(old.url("/", "localhost")).error().code == errc::unavailable);

    ScriptedServer plain{{[](Peer& peer) { peer.send(hello); }}};
    CHECK(asking.get("https://localhost:" + std::to_string(plain.port()) + "/").error().code == errc::unavailable);
}

TEST_CASE("a handshake that does not come is given up") {
    ScriptedServer silent{{[](Peer& peer) { peer.wait_for_end(); }}};
    Asking asking;
    Request request{.url = "https://localhost:" + std::to_string(silent.port()) + "/",
                    .deadlines = {.handshake = std::chrono::milliseconds{200}}};
    CHECK(speaks_of(why(asking.ask(std::move(request))), "not in time"));
}

TEST_CASE("over TLS a body without length ends with a goodbye, or not at all") {
    const Certificate certificate{"DNS:localhost"};
    const TrustedFile trusted{certificate};
    for (const bool goodbye : {true, false}) {
        CAPTURE(goodbye);
        ScriptedServer server{{[goodbye](Peer& peer) {
                                  peer.head();
                                  peer.send("HTTP/1.1 200 OK\r\n\r\nall of it?");
                                  if (goodbye) peer.say_goodbye();
                              }},
                              certificate.server()};
        Asking asking{{.ca_file = trusted.path()}};
        CHECK(asking.get(server.url("/", "localhost")).has_value() == goodbye);
    }
}

TEST_CASE("large bodies go both ways over TLS") {
    const Certificate certificate{"DNS:localhost"};
    const TrustedFile trusted{certificate};
    const std::string large(5'000'000, 'x');
    ScriptedServer server{
        {[&](Peer& peer) {
            peer.head();
            const auto body = peer.body(large.size());
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
            peer.send(body);
        }},
        certificate.server()};
    Asking asking{{.ca_file = trusted.path()}};
    CHECK(asking.ask({.method = "PUT", .url = server.url("/", "localhost"), .body = large}, large.size())->text ==
          large);
}

TEST_CASE("a file of certificates that is none is said so") {
    ScriptedServer server{{answers}};
    Asking asking{{.ca_file = "/nonexistent"}};
    const auto refused = asking.get("https://localhost:" + std::to_string(server.port()) + "/");
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == errc::internal);
    CHECK(asking.get(server.url("/"))->text == "hello");
}
