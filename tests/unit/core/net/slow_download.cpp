#include "core/http/file_response.hpp"
#include "tests/unit/core/net/wire.hpp"

#include <algorithm>
#include <memory>

using namespace baton::core;
using net::Wire;

namespace {

constexpr std::uint64_t data_size = 256ull * 1024 * 1024;
constexpr std::uint64_t memory_bytes = 1024 * 1024;

/// A large file that lies nowhere, and how much of it was asked for.
class Counted final : public file::FileReader {
public:
    std::uint64_t size() const override { return data_size; }
    const std::string& sha256() const override { return sha256_; }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), data_size - first));
        std::fill_n(buffer.begin(), size, static_cast<std::byte>(first / 65536));
        given += size;
        co_return size;
    }

    mutable std::uint64_t given = 0;

private:
    std::string sha256_ = "feed";
};

http::Router serving(const std::shared_ptr<Counted>& file) {
    http::Router router;
    router.add(http::Verb::get, "/file", [file](http::Request& request) -> task<http::Response> {
        co_return http::file_response(request, {file, "image/png", "large.png"});
    });
    return router;
}

}  // namespace

TEST_CASE("a large file waits for its slow reader in the store, not in memory") {
    const auto file = std::make_shared<Counted>();
    const auto router = serving(file);
    Wire wire{router};
    wire.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
    // What is in no client's hands lies in the socket's buffers or in the one piece that waits.
    CHECK(file->given <= memory_bytes);
    std::uint64_t taken = 0;
    std::uint64_t most_between = 0;
    while (taken < data_size) {
        const auto piece = wire.take(512 * 1024);
        if (piece.empty()) break;
        taken += piece.size();
        most_between = std::max(most_between, file->given - std::min(taken, file->given));
    }
    CHECK(most_between <= memory_bytes);
    CHECK(file->given == data_size);
    CHECK(taken > data_size);
    CHECK(taken < data_size + 1024);
}

TEST_CASE("a reader that leaves lets the file go") {
    const auto file = std::make_shared<Counted>();
    const auto router = serving(file);
    Wire wire{router};
    const auto before = file.use_count();
    wire.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(file.use_count() == before + 1);
    wire.hang_up();
    CHECK(file.use_count() == before);
    CHECK(file->given <= memory_bytes);
}

TEST_CASE("a head and a part ask for no more than they show") {
    const auto file = std::make_shared<Counted>();
    const auto router = serving(file);
    Wire wire{router};
    const auto head = wire.ask("HEAD /file HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(head.find("Content-Length: 268435456\r\n") != std::string::npos);
    CHECK(file->given == 0);
    const auto part = wire.ask("GET /file HTTP/1.1\r\nHost: h\r\nRange: bytes=65536-65635\r\n\r\n");
    CHECK(part.find("Content-Range: bytes 65536-65635/268435456\r\n") != std::string::npos);
    CHECK(part.ends_with("\r\n\r\n" + std::string(100, '\1')));
    CHECK(file->given == 100);
}
