#pragma once

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "core/file/blob.hpp"
#include "core/file/object_store.hpp"

#include <boost/asio/awaitable.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace baton::core::store::object_suite {

inline file::FilePtr file_of(std::string_view text) {
    file::BlobWriter writer;
    REQUIRE(writer.append(std::as_bytes(std::span{text})).has_value());
    return writer.finish().value();
}

/// Bytes of which no two places look alike.
inline std::string varied_text(std::size_t size) {
    std::string text(size, '\0');
    std::uint32_t state = 12345;
    for (char& c : text) {
        state = state * 1664525u + 1013904223u;
        c = static_cast<char>(state >> 24);
    }
    return text;
}

inline file::Object object_of(const Id& name, std::string_view text) {
    return {name, text.size(), to_hex(Sha256::of(text))};
}

/// What one read of `size` bytes from `first` gives.
inline boost::asio::awaitable<std::string> read_part(const file::FileReader& file, std::uint64_t first,
                                                     std::size_t size) {
    std::string text(size, '?');
    const auto got = co_await file.read(first, std::as_writable_bytes(std::span{text}));
    REQUIRE(got.has_value());
    text.resize(*got);
    co_return text;
}

/// All of it, in pieces.
inline boost::asio::awaitable<std::string> read_all(const file::FileReader& file, std::size_t piece) {
    std::string text;
    for (;;) {
        const auto part = co_await read_part(file, text.size(), piece);
        if (part.empty()) co_return text;
        text += part;
    }
}

/// The names of all objects, from however many pages.
inline boost::asio::awaitable<std::set<Id>> names_in(file::ObjectStore& store) {
    std::set<Id> names;
    std::string next;
    do {
        auto listing = co_await store.list(next);
        REQUIRE(listing.has_value());
        for (const auto& entry : listing->entries) {
            CHECK(names.insert(entry.name).second);
            CHECK(entry.age_seconds >= 0);
            CHECK(entry.age_seconds < 600);
        }
        next = listing->next;
    } while (!next.empty());
    co_return names;
}

/// How an object is put, found and removed.
inline boost::asio::awaitable<void> life_suite(file::ObjectStore& store) {
    const Id name = new_id();
    const std::string text = varied_text(100'000);
    const auto missing = co_await store.get(object_of(name, text));
    REQUIRE(missing.has_error());
    CHECK(missing.error().code == errc::not_found);
    const auto put = co_await store.put(name, file_of(text));
    REQUIRE(put.has_value());

    auto got = co_await store.get(object_of(name, text));
    REQUIRE(got.has_value());
    CHECK((*got)->size() == text.size());
    CHECK((*got)->sha256() == to_hex(Sha256::of(text)));
    const std::string read = co_await read_all(**got, 64 * 1024);
    CHECK((read == text));

    // A name is given once, and what has it stays what it is.
    const auto again = co_await store.put(name, file_of("other"));
    REQUIRE(again.has_error());
    CHECK(again.error().code == errc::conflict);
    got = co_await store.get(object_of(name, text));
    REQUIRE(got.has_value());
    const std::string begin = co_await read_part(**got, 0, 10);
    CHECK((begin == text.substr(0, 10)));

    // What is not as long as it should be is not what was meant.
    const auto longer = co_await store.get(object_of(name, text + "x"));
    REQUIRE(longer.has_error());
    CHECK(longer.error().code == errc::not_found);
    const auto shorter = co_await store.get(object_of(name, "x"));
    REQUIRE(shorter.has_error());
    CHECK(shorter.error().code == errc::not_found);

    for (int times = 0; times < 2; ++times) {
        const auto removed = co_await store.remove(name);
        CHECK(removed.has_value());
    }
    const auto gone = co_await store.get(object_of(name, text));
    REQUIRE(gone.has_error());
    CHECK(gone.error().code == errc::not_found);
    // Its name is free again.
    const auto reused = co_await store.put(name, file_of("new"));
    CHECK(reused.has_value());
    co_await store.remove(name);
}

/// What a reader answers: in pieces of any size, from any place, to several at once; and sizes at which something
/// changes.
inline boost::asio::awaitable<void> reading_suite(file::ObjectStore& store) {
    const Id name = new_id();
    const std::string text = varied_text(1'000'000);
    const auto put = co_await store.put(name, file_of(text));
    REQUIRE(put.has_value());
    const auto file = (co_await store.get(object_of(name, text))).value();
    for (const std::size_t piece : {7'777u, 65'536u, 262'144u, 2'000'000u}) {
        CAPTURE(piece);
        const std::string all = co_await read_all(*file, piece);
        CHECK((all == text));
    }
    for (const std::size_t first : {0u, 1u, 65'535u, 500'000u, 999'999u}) {
        CAPTURE(first);
        const std::string small = co_await read_part(*file, first, 10);
        CHECK((small == text.substr(first, 10)));
        const std::string large = co_await read_part(*file, first, 100'000);
        CHECK((large == text.substr(first, 100'000)));
        const std::string after = co_await read_part(*file, first + 100'000, 100'000);
        CHECK((after == text.substr(std::min(text.size(), first + 100'000), 100'000)));
    }
    const std::string end = co_await read_part(*file, text.size(), 1);
    CHECK(end.empty());
    const std::string beyond = co_await read_part(*file, std::uint64_t{1} << 40, 1);
    CHECK(beyond.empty());
    const std::string nothing = co_await read_part(*file, 0, 0);
    CHECK(nothing.empty());
    // Two who read in turns disturb each other no more than two readers would.
    const auto other = (co_await store.get(object_of(name, text))).value();
    for (std::size_t first = 0; first < 500'000; first += 100'000) {
        const std::string one = co_await read_part(*file, first, 100'000);
        const std::string two = co_await read_part(*file, first + 500'000, 100'000);
        const std::string three = co_await read_part(*other, first, 100'000);
        CHECK((one == text.substr(first, 100'000)));
        CHECK((two == text.substr(first + 500'000, 100'000)));
        CHECK((three == one));
    }
    co_await store.remove(name);
}

/// Files of these sizes come back as they were.
inline boost::asio::awaitable<void> sizes_suite(file::ObjectStore& store, std::vector<std::size_t> sizes) {
    for (const std::size_t size : sizes) {
        CAPTURE(size);
        const Id name = new_id();
        const std::string text = varied_text(size);
        const auto put = co_await store.put(name, file_of(text));
        REQUIRE(put.has_value());
        const auto file = (co_await store.get(object_of(name, text))).value();
        const std::string read = co_await read_all(*file, 262'144);
        CHECK((read == text));
        const auto again = co_await store.put(name, file_of(text));
        REQUIRE(again.has_error());
        CHECK(again.error().code == errc::conflict);
        co_await store.remove(name);
    }
}

/// What a store says it holds. It must be empty.
inline boost::asio::awaitable<void> listing_suite(file::ObjectStore& store, std::size_t objects) {
    std::set<Id> names;
    for (std::size_t count = 0; count < objects; ++count) {
        const Id name = *names.insert(new_id()).first;
        const auto put = co_await store.put(name, file_of("x"));
        REQUIRE(put.has_value());
    }
    auto listed = co_await names_in(store);
    CHECK((listed == names));
    while (!names.empty()) {
        const auto removed = co_await store.remove(*names.begin());
        CHECK(removed.has_value());
        names.erase(names.begin());
        if (names.size() == objects / 2) {
            listed = co_await names_in(store);
            CHECK((listed == names));
        }
    }
    listed = co_await names_in(store);
    CHECK(listed.empty());
}

}  // namespace baton::core::store::object_suite
