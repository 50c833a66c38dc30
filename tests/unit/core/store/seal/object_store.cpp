#include "core/store/seal/object_store.hpp"

#include "core/store/disk/object_store.hpp"
#include "core/store/seal/format.hpp"
#include "core/store/seal/key_mark.hpp"
#include "tests/unit/core/scratch.hpp"
#include "tests/unit/core/store/object_store_suite.hpp"
#include "tests/unit/core/store/seal/keys.hpp"
#include "tests/unit/core/store/seal/raw_store.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

using namespace baton::core;
using namespace baton::core::store;
using namespace baton::core::store::seal;
using Digests = SealedObjectStore::Digests;

namespace {

struct World {
    explicit World(std::string_view content) : ring(ring_of(content)) {}

    template <class T>
    result<T> run(task<T> work) {
        return run_on(context, std::move(work));
    }
    SealedObjectStore store(const KeyRing& with, Digests digests = Digests::none) {
        return SealedObjectStore{raw, with, helper.get_executor(), digests};
    }
    SealedObjectStore store() { return store(ring); }
    Id put(std::string text) {
        const Id name = new_id();
        auto sealed = store();
        REQUIRE(run(sealed.put(name, std::make_shared<TextFile>(std::move(text)))).has_value());
        return name;
    }
    result<std::string> read(const file::Object& object) {
        auto sealed = store();
        const auto file = run(sealed.get(object));
        return file ? read_of(*file, 0, object.size) : result<std::string>{file.error()};
    }
    result<std::string> read(const Id& name, std::string_view text) {
        return read(object_suite::object_of(name, text));
    }
    std::string check(const KeyRing* with) {
        const auto checked = run(check_keys(raw, with));
        return checked ? "" : checked.error().detail;
    }
    void mark(const KeyRing& with) {
        auto marked = store(with);
        REQUIRE(run(marked.set_marker("baton 1\n")).has_value());
        CHECK(run(marked.marker()).value() == "baton 1\n");
    }

    boost::asio::io_context context;
    boost::asio::thread_pool helper{1};
    KeyRing ring;
    RawStore raw;
};

task<> finished(boost::asio::awaitable<void> suite) {
    co_await std::move(suite);
    co_return result<>{};
}

}  // namespace

TEST_CASE("sealed: the suite of object stores, over a disk") {
    const Scratch scratch;
    boost::asio::io_context context;
    boost::asio::thread_pool helper{1};
    const auto ring = ring_of(key_line('1'));
    const auto disk = disk::DiskObjectStore::open(scratch.path / "files").value();
    SealedObjectStore store{*disk, ring, helper.get_executor(), Digests::none};
    const auto run = [&](boost::asio::awaitable<void> suite) {
        REQUIRE(run_on(context, finished(std::move(suite))).has_value());
    };
    run(object_suite::life_suite(store));
    run(object_suite::reading_suite(store));
    run(object_suite::sizes_suite(store, {0, 1, piece_size - 1, piece_size, piece_size + 1, 300'000}));
    run(object_suite::listing_suite(store, 40));
}

TEST_CASE("sealed: what is stored shows nothing, and differs each time") {
    World world{key_line('1')};
    const std::string text(100'000, 'q');
    const Id name = world.put(text);
    const std::string stored = world.raw.objects.at(name);
    CHECK(stored.size() == sealed_size(text.size()));
    CHECK(stored.find("qqqq") == std::string::npos);
    CHECK((world.read(name, text).value() == text));
    world.raw.objects.erase(name);
    auto store = world.store();
    REQUIRE(world.run(store.put(name, std::make_shared<TextFile>(text))).has_value());
    CHECK((world.raw.objects.at(name).substr(head_size) != stored.substr(head_size)));
}

TEST_CASE("sealed: the store is told the SHA-256 of what it gets if it wants to know") {
    World world{key_line('1')};
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, 3 * piece_size}) {
        const Id name = new_id();
        auto store = world.store(world.ring, Digests::known);
        REQUIRE(world.run(store.put(name, std::make_shared<TextFile>(std::string(size, 'q')))).has_value());
        CHECK(world.raw.put_sha256 == to_hex(Sha256::of(world.raw.objects.at(name))));
    }
}

TEST_CASE("sealed: keys change while files stay") {
    World world{key_line('1')};
    const Id old = world.put("old");
    world.ring = ring_of(key_line('2') + key_line('1'));
    const Id young = world.put("young");
    CHECK(world.read(old, "old").value() == "old");
    CHECK(world.read(young, "young").value() == "young");
    world.ring = ring_of(key_line('2'));
    CHECK(world.read(young, "young").value() == "young");
    const auto lost = world.read(old, "old");
    REQUIRE(is_internal(lost));
    CHECK(lost.error().detail.find(to_hex(ring_of(key_line('1')).sealing()->id)) != std::string::npos);
    // No more is sealed, and what is can be read.
    world.ring = ring_of("plain\n" + key_line('2'));
    const Id plain = world.put("plain text");
    CHECK(world.raw.objects.at(plain) == "plain text");
    CHECK(world.read(young, "young").value() == "young");
    CHECK(world.read(plain, "plain text").value() == "plain text");
}

TEST_CASE("sealed: a file from before is read if it is the one that the tables know") {
    World world{key_line('1')};
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, piece_size, 2 * piece_size + 3}) {
        CAPTURE(size);
        const std::string text = object_suite::varied_text(size);
        const Id name = new_id();
        world.raw.objects[name] = text;
        CHECK((world.read(name, text).value() == text));
        if (size == 0) continue;
        // Somebody puts one of his own there.
        world.raw.objects[name][size - 1] ^= 1;
        CHECK(is_internal(world.read(name, text)));
    }
    const auto& [name, text] = *world.raw.objects.begin();
    CHECK(is_internal(world.read({name, text.size(), ""})));
}

TEST_CASE("sealed: a file from before that changes after it was looked at is not read on") {
    const Scratch scratch;
    boost::asio::io_context context;
    boost::asio::thread_pool helper{1};
    const auto ring = ring_of(key_line('1'));
    const auto disk = disk::DiskObjectStore::open(scratch.path / "files").value();
    const std::string text = object_suite::varied_text(2 * piece_size);
    const Id name = new_id();
    REQUIRE(run_on(context, disk->put(name, std::make_shared<TextFile>(text))).has_value());
    SealedObjectStore store{*disk, ring, helper.get_executor(), Digests::none};
    const auto file = run_on(context, store.get(object_suite::object_of(name, text))).value();
    {
        std::fstream stored{scratch.path / "files" / to_string(name).substr(0, 2) / to_string(name),
                            std::ios::in | std::ios::out | std::ios::binary};
        stored.seekp(piece_size);
        stored << "forged";
    }
    CHECK((read_of(file, 0, piece_size).value() == text.substr(0, piece_size)));
    CHECK(is_internal(read_of(file, piece_size, 10)));
    CHECK(is_internal(read_of(file, piece_size, piece_size)));
}

TEST_CASE("keys that fit the files may start") {
    World world{key_line('1')};
    const auto old = ring_of(key_line('1'));
    const auto both = ring_of(key_line('2') + key_line('1'));
    const auto wrong = ring_of(key_line('3'));
    const auto plain = ring_of("plain\n" + key_line('1'));
    CHECK(world.check(nullptr).empty());
    CHECK(world.check(&old).empty());

    world.mark(old);
    const std::string id = to_hex(old.sealing()->id);
    CHECK(world.raw.mark == "baton 1\nsealed " + id + "\n");
    CHECK(world.check(&old).empty());
    CHECK(world.check(&both).empty());
    CHECK(world.check(&plain).empty());
    CHECK(world.check(nullptr) == "FILE_KEY: it is not set, but files were sealed with key " + id);
    CHECK(world.check(&wrong) == "FILE_KEY: the files were sealed with key " + id + ", which is another one");

    world.mark(both);
    const std::string new_key = to_hex(both.sealing()->id);
    CHECK(world.check(&both).empty());
    CHECK(world.check(&old) == "FILE_KEY: the files were sealed with key " + new_key + ", which is another one");
    const auto others = ring_of(key_line('1') + key_line('3'));
    CHECK(world.check(&others) ==
          "FILE_KEY: the files were sealed with key " + new_key + ", which is not among the 2 keys");

    // Nothing new is sealed, but what was is still there.
    world.mark(plain);
    CHECK(world.raw.mark == "baton 1\nsealed " + new_key + "\n");
    CHECK_FALSE(world.check(nullptr).empty());
    World never{key_line('1')};
    never.mark(plain);
    CHECK(never.raw.mark == "baton 1\n");
}

TEST_CASE("a mark that somebody else wrote does not come into the log") {
    World world{key_line('1')};
    world.raw.mark = "baton 1\nsealed \x1b[2Jevil\n";
    CHECK(world.check(&world.ring) ==
          "FILE_KEY: the files were sealed with a key of another form, which is another one");
    CHECK(world.check(nullptr) == "FILE_KEY: it is not set, but files were sealed with a key of another form");
    world.raw.mark = "sealed ";
    CHECK(world.check(&world.ring).empty());
}
