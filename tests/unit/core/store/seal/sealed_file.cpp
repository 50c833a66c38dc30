#include "core/store/seal/sealed_file.hpp"

#include "core/store/seal/sealing_file.hpp"
#include "tests/unit/core/store/object_store_suite.hpp"
#include "tests/unit/core/store/seal/keys.hpp"
#include "tests/unit/core/store/seal/raw_store.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <doctest/doctest.h>

#include <future>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::seal;

namespace {

constexpr std::size_t sealed_piece = piece_size + tag_size;

const KeyRing keys = ring_of(key_line('5'));
const Salt salt{1, 2, 3};

struct Sealed {
    explicit Sealed(std::size_t size) : plain(object_suite::varied_text(size)) {
        const SealingFile file{std::make_shared<TextFile>(plain), *keys.sealing(), object.name, salt};
        bytes.resize(file.size());
        boost::asio::io_context context{1};
        REQUIRE(run_on(context, file.read(0, std::as_writable_bytes(std::span{bytes}))).value() == bytes.size());
    }

    result<file::FilePtr> open() const { return open(object); }
    result<file::FilePtr> open(const file::Object& as) const {
        boost::asio::io_context context{1};
        return run_on(context, SealedFile::open(std::make_shared<TextFile>(bytes), keys, as));
    }
    /// What reading all of it comes to.
    result<std::string> read(const file::Object& as) const {
        const auto file = open(as);
        return file ? read_of(*file, 0, as.size) : result<std::string>{file.error()};
    }
    bool is_refused() const { return is_refused(object); }
    bool is_refused(const file::Object& as) const { return is_internal(read(as)); }
    std::string piece(std::size_t number) const {
        return bytes.substr(head_size + number * sealed_piece, sealed_piece);
    }
    void replace(std::size_t number, const std::string& with) {
        bytes.replace(head_size + number * sealed_piece, with.size(), with);
    }

    std::string plain;
    std::string bytes;
    file::Object object = object_suite::object_of(new_id(), plain);
};

}  // namespace

TEST_CASE("sealed files: their size follows from the file's") {
    CHECK(sealed_size(0) == head_size + tag_size);
    CHECK(sealed_size(1) == head_size + 1 + tag_size);
    CHECK(sealed_size(piece_size) == head_size + piece_size + tag_size);
    CHECK(sealed_size(piece_size + 1) == head_size + piece_size + 1 + 2 * tag_size);
    CHECK(sealed_size(std::uint64_t{1} << 40) == head_size + (std::uint64_t{1} << 40) + (std::uint64_t{1} << 24) * 16);
}

TEST_CASE("sealed files: all of it and every part comes back, whatever the size") {
    std::mt19937 random{7};
    for (const std::size_t border : {std::size_t{0}, piece_size, 2 * piece_size}) {
        for (int beside = -2; beside <= 2; ++beside) {
            if (border == 0 && beside < 0) continue;
            const Sealed sealed{border + static_cast<std::size_t>(beside)};
            const std::size_t size = sealed.plain.size();
            CAPTURE(size);
            const auto opened = sealed.open();
            REQUIRE(opened.has_value());
            const auto& file = *opened;
            CHECK(file->size() == size);
            CHECK(file->sha256() == sealed.object.sha256);
            const auto whole = read_of(file, 0, size + 10);
            CHECK((whole.value() == sealed.plain));
            for (int times = 0; times < 60; ++times) {
                const std::size_t first = random() % (size + 2);
                const std::size_t length = times % 2 == 0 ? random() % 40 : random() % (size + 2);
                const auto part = read_of(file, first, length);
                CHECK((part.value() == sealed.plain.substr(std::min(first, size), length)));
            }
        }
    }
}

TEST_CASE("sealing: the same bytes however they are read, and each piece once") {
    const std::string plain = object_suite::varied_text(3 * piece_size + 100);
    const auto source = std::make_shared<TextFile>(plain);
    const auto file = std::make_shared<SealingFile>(source, *keys.sealing(), new_id(), salt);
    const auto whole = read_of(file, 0, file->size() + 1).value();
    CHECK(whole.size() == file->size());
    CHECK(source->reads == 4);
    for (const std::size_t step : {1'000u, 47u, 48u, 49u, 65'536u, 65'552u, 262'144u}) {
        CAPTURE(step);
        source->reads = 0;
        std::string all;
        while (all.size() < file->size()) all += read_of(file, all.size(), step).value();
        CHECK((all == whole));
        CHECK(source->reads == 4);
    }
    const auto end = read_of(file, file->size(), 10).value();
    CHECK(end.empty());
}

TEST_CASE("sealed files: reading in small steps opens each piece once") {
    const Sealed sealed{2 * piece_size + 5};
    const auto source = std::make_shared<TextFile>(sealed.bytes);
    boost::asio::io_context context{1};
    const auto file = run_on(context, SealedFile::open(source, keys, sealed.object)).value();
    source->reads = 0;
    std::string all;
    while (all.size() < sealed.plain.size()) all += read_of(file, all.size(), 1'000).value();
    CHECK((all == sealed.plain));
    CHECK(source->reads == 3);
}

TEST_CASE("sealed files: several read one at the same time") {
    const Sealed sealed{5 * piece_size + 77};
    const auto file = sealed.open().value();
    boost::asio::thread_pool threads{4};
    auto reader = [](file::FilePtr from, std::string expected, std::size_t step) -> boost::asio::awaitable<bool> {
        std::string all;
        while (all.size() < expected.size()) all += co_await object_suite::read_part(*from, all.size(), step);
        co_return all == expected;
    };
    std::vector<std::future<bool>> readers;
    for (const std::size_t step : {700u, 9'999u, 65'536u, 100'000u, 700u, 70'000u}) {
        readers.push_back(boost::asio::co_spawn(threads, reader(file, sealed.plain, step), boost::asio::use_future));
    }
    for (auto& each : readers) CHECK(each.get());
}

TEST_CASE("sealed files: every bit that is turned over is noticed") {
    for (const std::size_t size : {0u, 5u}) {
        Sealed sealed{size};
        CAPTURE(size);
        REQUIRE(sealed.read(sealed.object).value() == sealed.plain);
        for (std::size_t bit = 0; bit < sealed.bytes.size() * 8; ++bit) {
            CAPTURE(bit);
            sealed.bytes[bit / 8] = static_cast<char>(sealed.bytes[bit / 8] ^ (1 << bit % 8));
            CHECK(sealed.is_refused());
            sealed.bytes[bit / 8] = static_cast<char>(sealed.bytes[bit / 8] ^ (1 << bit % 8));
        }
    }
}

TEST_CASE("sealed files: one broken piece takes the others nothing") {
    Sealed sealed{3 * piece_size};
    sealed.bytes[head_size + sealed_piece + 1'000] ^= 1;
    const auto file = sealed.open().value();
    CHECK((read_of(file, 0, piece_size).value() == sealed.plain.substr(0, piece_size)));
    CHECK((read_of(file, 2 * piece_size, piece_size).value() == sealed.plain.substr(2 * piece_size)));
    CHECK(read_of(file, piece_size - 1, 1).has_value());
    CHECK(is_internal(read_of(file, piece_size, 1)));
    CHECK(is_internal(read_of(file, 2 * piece_size - 1, 1)));
    // Not a byte of it has come out.
    std::string buffer(piece_size, '?');
    boost::asio::io_context context{1};
    const auto read = run_on(context, file->read(piece_size, std::as_writable_bytes(std::span{buffer})));
    CHECK(is_internal(read));
    CHECK((buffer == std::string(piece_size, '\0')));
}

TEST_CASE("sealed files: pieces stay in their place") {
    const Sealed sealed{3 * piece_size};
    Sealed swapped = sealed;
    swapped.replace(0, sealed.piece(1));
    swapped.replace(1, sealed.piece(0));
    CHECK(swapped.is_refused());
    Sealed repeated = sealed;
    repeated.replace(1, sealed.piece(0));
    CHECK(repeated.is_refused());
    // Another file's piece of the same number, sealed with the same key.
    Sealed foreign = sealed;
    foreign.replace(1, Sealed{3 * piece_size}.piece(1));
    CHECK(foreign.is_refused());
}

TEST_CASE("sealed files: one that was cut or moved is not what was stored") {
    const Sealed sealed{3 * piece_size};
    // Even if the tables said so as well, and of a range that lies before the cut.
    Sealed cut = sealed;
    cut.bytes.resize(head_size + 2 * sealed_piece);
    file::Object shorter = sealed.object;
    shorter.size = 2 * piece_size;
    const auto file = cut.open(shorter).value();
    CHECK(is_internal(read_of(file, 0, 10)));
    CHECK(is_internal(read_of(file, piece_size, 10)));
    // A store that gives less than it said.
    CHECK(cut.is_refused());
    cut.bytes.resize(head_size - 1);
    CHECK(cut.is_refused());
    cut.bytes.clear();
    CHECK(cut.is_refused());

    file::Object other = sealed.object;
    other.name = new_id();
    CHECK(sealed.is_refused(other));
    CHECK(sealed.read(sealed.object).has_value());
}

TEST_CASE("sealing: a file that is shorter than it says is not stored") {
    class Liar final : public file::FileReader {
    public:
        std::uint64_t size() const override { return 10; }
        const std::string& sha256() const override { return sha256_; }
        task<std::size_t> read(std::uint64_t, std::span<std::byte>) const override { co_return std::size_t{5}; }

    private:
        std::string sha256_;
    };
    const auto file = std::make_shared<SealingFile>(std::make_shared<Liar>(), *keys.sealing(), new_id(), salt);
    const auto read = read_of(file, head_size, 100);
    CHECK(is_internal(read));
}
