#include "core/http/file_body.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <exception>
#include <string>

using namespace baton::core;
using namespace baton::core::http;

namespace {

/// A file whose bytes say where they stand, which gives at most `most` of them at once, and no more after `broken_at`.
class Numbered final : public file::FileReader {
public:
    explicit Numbered(std::uint64_t size) : size_(size) {}

    std::uint64_t size() const override { return size_; }
    const std::string& sha256() const override { return sha256_; }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        if (first >= broken_at) co_return problem(errc::storage_full, "the disk is gone");
        const auto end = std::min({size_, ends_at, first + std::min(buffer.size(), most)});
        for (auto at = first; at < end; ++at) buffer[at - first] = static_cast<std::byte>(at % 251);
        co_return end > first ? static_cast<std::size_t>(end - first) : 0;
    }

    std::size_t most = SIZE_MAX;
    std::uint64_t broken_at = UINT64_MAX;
    std::uint64_t ends_at = UINT64_MAX;

private:
    std::uint64_t size_;
    std::string sha256_;
};

struct Sent {
    std::vector<std::byte> bytes;
    std::size_t largest = 0;
    std::optional<Problem> failure;
};

Sent send(std::shared_ptr<Numbered> file, file::ByteRange part) {
    Sent sent;
    boost::asio::io_context context;
    boost::asio::co_spawn(
        context,
        [&]() -> boost::asio::awaitable<void> {
            FileBody body{file, part};
            CHECK(body.size() == part.size);
            for (;;) {
                const auto piece = co_await body.next();
                if (!piece) sent.failure = piece.error();
                if (!piece || piece->empty()) co_return;
                sent.largest = std::max(sent.largest, piece->size());
                sent.bytes.insert(sent.bytes.end(), piece->begin(), piece->end());
            }
        },
        [](const std::exception_ptr& failure) {
            if (failure) std::rethrow_exception(failure);
        });
    context.run();
    return sent;
}

bool counts_from(const std::vector<std::byte>& bytes, std::uint64_t first) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != static_cast<std::byte>((first + i) % 251)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("a file is sent whole or in part, at most 64 KiB at a time") {
    const auto file = std::make_shared<Numbered>(200'000);
    for (const file::ByteRange part : {file::ByteRange{0, 200'000}, {0, 65'536}, {1, 65'537}, {199'999, 1}, {0, 0}}) {
        CAPTURE(part.first);
        const auto sent = send(file, part);
        CHECK_FALSE(sent.failure.has_value());
        CHECK(sent.bytes.size() == part.size);
        CHECK(counts_from(sent.bytes, part.first));
        CHECK(sent.largest <= 64 * 1024);
    }
}

TEST_CASE("a reader that gives less than it is asked for is asked again") {
    const auto file = std::make_shared<Numbered>(5000);
    file->most = 7;
    const auto sent = send(file, {10, 3000});
    CHECK(sent.bytes.size() == 3000);
    CHECK(counts_from(sent.bytes, 10));
}

TEST_CASE("what cannot be read ends the body with an error, and so does a file that is too short") {
    const auto broken = std::make_shared<Numbered>(200'000);
    broken->broken_at = 100'000;
    CHECK(send(broken, {0, 200'000}).failure->code == errc::storage_full);
    const auto cut = std::make_shared<Numbered>(200'000);
    cut->ends_at = 100'000;
    const auto sent = send(cut, {0, 200'000});
    CHECK(sent.failure->code == errc::internal);
    CHECK(sent.bytes.size() == 100'000);
}
