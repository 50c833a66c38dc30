#include "core/store/disk/object_store.hpp"

#include "core/file/blob.hpp"
#include "core/store/disk/data_dir.hpp"
#include "tests/unit/core/run.hpp"
#include "tests/unit/core/scratch.hpp"
#include "tests/unit/core/store/file_store_suite.hpp"
#include "tests/unit/core/store/object_store_suite.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <utility>

using namespace baton::core;
using namespace baton::core::store;
using disk::DiskObjectStore;

namespace {

struct World {
    Scratch scratch;
    boost::asio::io_context context;
    std::unique_ptr<DiskObjectStore> store = *DiskObjectStore::open(scratch.path / "files");

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }
    static file::FilePtr file_of(std::string_view text) {
        file::BlobWriter writer;
        REQUIRE(writer.append(std::as_bytes(std::span{text})).has_value());
        return *writer.finish();
    }
    std::filesystem::path path_of(const Id& name) const {
        return scratch.path / "files" / to_string(name).substr(0, 2) / to_string(name);
    }
    std::size_t incoming() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator{scratch.path / "files" / "incoming"}) {
            count += entry.is_regular_file() ? 1 : 0;
        }
        return count;
    }
};

}  // namespace

TEST_CASE("disk: the suite of object stores") {
    World world;
    const auto run = [&](boost::asio::awaitable<void> suite) {
        auto whole = [](boost::asio::awaitable<void> inner) -> task<> {
            co_await std::move(inner);
            co_return result<>{};
        };
        REQUIRE(world.run(whole(std::move(suite))).has_value());
    };
    run(object_suite::life_suite(*world.store));
    run(object_suite::reading_suite(*world.store));
    run(object_suite::sizes_suite(*world.store, {0, 1, 300'000}));
    run(object_suite::listing_suite(*world.store, 40));
}

TEST_CASE("disk: an object is a file, whole or not there") {
    World world;
    const Id name = new_id();
    const std::string text(1'000'000, 'q');
    REQUIRE(world.run(world.store->put(name, World::file_of(text))).has_value());
    CHECK(std::filesystem::file_size(world.path_of(name)) == text.size());
    CHECK(world.run(world.store->put(name, World::file_of("other"))).error().code == errc::conflict);
    CHECK(world.incoming() == 0);
    const auto object = suite::object(name, text);
    const auto found = world.run(world.store->get(object));
    REQUIRE(found.has_value());
    CHECK((*found)->sha256() == object.sha256);
    CHECK((*found)->blob() == nullptr);
    // Another process has written it, so that it is on the disk: it may have to be waited for.
    CHECK(world.run((*found)->read(0, std::span<std::byte>{})).value() == 0);
    std::string part(10, '?');
    CHECK(world.run((*found)->read(text.size() - 4, std::as_writable_bytes(std::span{part}))).value() == 4);
    CHECK(part.substr(0, 4) == "qqqq");
    CHECK(world.run((*found)->read(text.size(), std::as_writable_bytes(std::span{part}))).value() == 0);

    // What was read of it is another's matter than its name.
    REQUIRE(world.run(world.store->remove(name)).has_value());
    REQUIRE(world.run(world.store->remove(name)).has_value());
    CHECK(world.run(world.store->get(object)).error().code == errc::not_found);
    CHECK(world.run((*found)->read(0, std::as_writable_bytes(std::span{part}))).value() == 10);
}

TEST_CASE("disk: what is not what was stored is not there") {
    World world;
    const Id name = new_id();
    REQUIRE(world.run(world.store->put(name, World::file_of("0123456789"))).has_value());
    std::filesystem::resize_file(world.path_of(name), 5);
    CHECK(world.run(world.store->get(suite::object(name, "0123456789"))).error().code == errc::not_found);
    std::filesystem::remove(world.path_of(name));
    world.scratch.write("secret", "0123456789");
    std::filesystem::create_symlink(world.scratch.path / "secret", world.path_of(name));
    CHECK(world.run(world.store->get(suite::object(name, "0123456789"))).has_error());
}

TEST_CASE("disk: a full disk is said, leaves nothing, and is over when there is room") {
    World world;
    const Id name = new_id();
    const auto file = World::file_of(std::string(100'000, 'f'));
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit little = before;
    little.rlim_cur = 50'000;
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &little) == 0);
    const auto refused = world.run(world.store->put(name, file));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == errc::storage_full);
    CHECK(world.incoming() == 0);
    CHECK(world.run(world.store->put(name, file)).has_value());
}

TEST_CASE("disk: objects are listed in parts, with their age, and only those") {
    World world;
    std::vector<Id> names;
    for (int i = 0; i < 50; ++i) {
        names.push_back(new_id());
        REQUIRE(world.run(world.store->put(names.back(), World::file_of("x"))).has_value());
    }
    std::filesystem::last_write_time(world.path_of(names[0]),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours{30});
    world.scratch.write("files/00/not-ours", "x");
    world.scratch.write("files/elsewhere", "x");
    REQUIRE(world.run(world.store->set_marker("mine")).has_value());
    CHECK(*world.run(world.store->marker()) == "mine");
    std::size_t count = 0;
    std::size_t parts = 0;
    std::string next;
    do {
        const auto part = world.run(world.store->list(next));
        REQUIRE(part.has_value());
        for (const auto& entry : part->entries) {
            ++count;
            CHECK(std::ranges::find(names, entry.name) != names.end());
            CHECK((entry.age_seconds > 24 * 3600) == (entry.name == names[0]));
        }
        next = part->next;
        ++parts;
    } while (!next.empty());
    CHECK(count == 50);
    CHECK(parts == 256);
}

TEST_CASE("disk: what was begun and never finished goes once whoever began it must be gone") {
    World world;
    world.scratch.write("files/incoming/" + to_string(new_id()), "young");
    const std::string old = to_string(new_id());
    world.scratch.write("files/incoming/" + old, "old");
    world.scratch.write("files/incoming/theirs", "old");
    for (const auto& name : {old, std::string{"theirs"}}) {
        std::filesystem::last_write_time(world.scratch.path / "files" / "incoming" / name,
                                         std::filesystem::file_time_type::clock::now() - std::chrono::hours{2});
    }
    world.store = *DiskObjectStore::open(world.scratch.path / "files");
    CHECK(world.incoming() == 2);
    CHECK_FALSE(std::filesystem::exists(world.scratch.path / "files" / "incoming" / old));
}

TEST_CASE("a data directory is one process's") {
    const Scratch scratch;
    {
        const auto claimed = disk::DataDir::claim(scratch.path / "data");
        REQUIRE(claimed.has_value());
        const auto again = disk::DataDir::claim(scratch.path / "data");
        REQUIRE(again.has_error());
        CHECK(again.error().detail.find("another Baton works in") != std::string::npos);
    }
    CHECK(disk::DataDir::claim(scratch.path / "data").has_value());
    scratch.write("file", "");
    CHECK(disk::DataDir::claim(scratch.path / "file").has_error());
    CHECK(disk::DataDir::claim(scratch.path / "no" / "where").has_error());
}
