#include "server.hpp"

#include <atomic>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::s3;
using namespace std::chrono_literals;

namespace {

Settings hasty(Settings settings) {
    settings.pause = 20ms;
    settings.part_size = std::uint64_t{5} * 1024 * 1024;
    return settings;
}

bool passes_by(errc code) {
    return code == errc::unavailable || code == errc::uncertain;
}

/// A file that does something when it is read from the middle on.
class Trap final : public file::FileReader {
public:
    Trap(std::string_view text, std::function<void()> spring)
        : file_(object_suite::file_of(text)), spring_(std::move(spring)) {}
    std::uint64_t size() const override { return file_->size(); }
    const std::string& sha256() const override { return file_->sha256(); }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        if (first >= size() / 2 && !sprung_.exchange(true)) spring_();
        return file_->read(first, buffer);
    }

private:
    file::FilePtr file_;
    std::function<void()> spring_;
    mutable std::atomic<bool> sprung_{false};
};

}  // namespace

TEST_CASE("a server that is killed in the middle of a put: nothing is half there, and it can be tried again") {
    for (const std::size_t size : {4'000'000u, 12'000'000u}) {
        CAPTURE(size);
        S3Server server;
        if (!server) return;
        Stored stored{hasty(server.settings())};
        const std::string text = object_suite::varied_text(size);
        const Id name = new_id();
        const auto trap = std::make_shared<const Trap>(text, [&] { server.kill(); });
        const auto failed = stored.wait(stored.store().put(name, trap));
        REQUIRE(failed.has_error());
        CHECK(passes_by(failed.error().code));
        CHECK(stored.left_behind.size() == (size > 5'242'880 ? 1 : 0));

        server.start();
        CHECK(stored.wait(stored.store().get(object_suite::object_of(name, text))).error().code == errc::not_found);
        for (const auto& [key, upload] : stored.left_behind)
            CHECK(stored.wait(stored.store().abort(key, upload)).has_value());
        CHECK(stored.wait(stored.store().unfinished()).value().empty());
        CHECK(stored.wait(stored.store().put(name, object_suite::file_of(text))).has_value());
        const auto file = stored.wait(stored.store().get(object_suite::object_of(name, text))).value();
        CHECK((stored.read(file) == text));
    }
}

TEST_CASE("a server that comes back while a put is tried again is no error at all") {
    S3Server server;
    if (!server) return;
    auto settings = hasty(server.settings());
    settings.pause = 2s;
    Stored stored{settings};
    const std::string text = object_suite::varied_text(4'000'000);
    const Id name = new_id();
    std::thread again;
    const auto trap = std::make_shared<const Trap>(text, [&] {
        server.kill();
        again = std::thread{[&] { server.start(); }};
    });
    CHECK(stored.wait(stored.store().put(name, trap)).has_value());
    again.join();
    CHECK((stored.read(stored.wait(stored.store().get(object_suite::object_of(name, text))).value()) == text));
}

TEST_CASE("a server that is killed while an object is read: the read goes on when it is back, or says so") {
    S3Server server;
    if (!server) return;
    Stored stored{hasty(server.settings())};
    const std::string text = object_suite::varied_text(40'000'000);
    const Id name = new_id();
    REQUIRE(stored.wait(stored.store().put(name, object_suite::file_of(text))).has_value());
    const auto file = stored.wait(stored.store().get(object_suite::object_of(name, text))).value();
    std::string bytes(65'536, '?');
    const auto buffer = std::as_writable_bytes(std::span{bytes});
    CHECK(stored.wait(file->read(0, buffer)).value() == bytes.size());
    server.kill();
    std::uint64_t at = bytes.size();
    result<std::size_t> got = std::size_t{0};
    // What is on the way still comes.
    while ((got = stored.wait(file->read(at, buffer)))) at += *got;
    CHECK(got.error().code == errc::unavailable);
    CHECK(at < text.size());
    server.start();
    REQUIRE(stored.wait(file->read(at, buffer)).value() == bytes.size());
    CHECK((bytes == text.substr(at, bytes.size())));
    CHECK((stored.read(file) == text));
}

TEST_CASE("a server that is silent is given up, and used again when it speaks") {
    S3Server server;
    if (!server) return;
    auto settings = hasty(server.settings());
    settings.idle = 300ms;
    Stored hurried{settings};
    Stored stored{server.settings()};
    CHECK(stored.wait(stored.store().list("")).has_value());
    server.freeze();
    const auto silent = hurried.wait(hurried.store().list(""));
    server.thaw();
    REQUIRE(silent.has_error());
    CHECK(silent.error().code == errc::unavailable);
    CHECK(silent.error().detail.find("not in time") != std::string::npos);
    CHECK(stored.wait(stored.store().list("")).has_value());
}

TEST_CASE("a wrong secret and a missing bucket are unavailable, with S3's own word") {
    S3Server server;
    if (!server) return;
    auto wrong = server.settings();
    wrong.secret_access_key = "wrongsecret";
    Stored stranger{wrong};
    const auto refused = stranger.wait(stranger.store().put(new_id(), object_suite::file_of("x")));
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == errc::unavailable);
    CHECK(refused.error().detail.find("SignatureDoesNotMatch") != std::string::npos);
    CHECK(refused.error().detail.find("wrongsecret") == std::string::npos);
    CHECK(stranger.wait(stranger.store().get({new_id(), 1, ""})).error().code == errc::unavailable);
    CHECK(stranger.wait(stranger.store().remove(new_id())).error().code == errc::unavailable);
    CHECK(stranger.wait(stranger.store().list("")).error().code == errc::unavailable);

    // Whose code a server answers with 404: that is no word about the object.
    auto nobody = server.settings();
    nobody.access_key_id = "nobody";
    Stored unknown{nobody};
    CHECK(unknown.wait(unknown.store().get({new_id(), 1, ""})).error().code == errc::unavailable);
    CHECK(unknown.wait(unknown.store().remove(new_id())).error().code == errc::unavailable);

    auto elsewhere = server.settings();
    elsewhere.bucket = "missing";
    Stored lost{elsewhere};
    CHECK(lost.wait(lost.store().put(new_id(), object_suite::file_of("x"))).error().code == errc::unavailable);
    CHECK(lost.wait(lost.store().get({new_id(), 1, ""})).error().code == errc::unavailable);
    CHECK(lost.wait(lost.store().remove(new_id())).error().code == errc::unavailable);
    CHECK(lost.wait(lost.store().list("")).error().code == errc::unavailable);
}
