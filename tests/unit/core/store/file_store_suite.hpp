#pragma once

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "core/file/file_store.hpp"
#include "core/file/magic_bytes.hpp"

#include <boost/asio/awaitable.hpp>

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::core::store::suite {

/// Waits until a store has done what it does later.
using Settle = std::function<boost::asio::awaitable<void>()>;
inline boost::asio::awaitable<void> at_once() {
    co_return;
}

/// A file as its session would know it.
inline file::Object object(Id name, std::string_view text) {
    return {name, text.size(), to_hex(Sha256::of(text))};
}

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

/// What `file` answers to one read of `size` bytes from `first`.
inline boost::asio::awaitable<std::string> read_part(const file::FileReader& file, std::uint64_t first,
                                                     std::size_t size) {
    std::string text(size, '?');
    const auto got = co_await file.read(first, std::as_writable_bytes(std::span{text}));
    REQUIRE(got.has_value());
    text.resize(*got);
    co_return text;
}

/// How a file is taken in, named, found and let go.
inline boost::asio::awaitable<void> naming_suite(file::FileStore& store, Settle settle) {
    const Payer session{1, new_id()};
    auto writer = store.begin(session);
    for (int piece = 0; piece < 3; ++piece) CHECK((co_await writer->write(bytes_of(std::string(50, 'a')))).has_value());
    CHECK(writer->head().size() == file::head_size);
    writer = store.begin(session);
    CHECK(store.usage() == 0);
    CHECK(writer->head().empty());
    CHECK((co_await writer->write(bytes_of(std::string(40, 'a')))).has_value());
    CHECK((co_await writer->write(bytes_of("bc"))).has_value());
    CHECK(store.usage() == 42);
    CHECK(writer->head().size() == 42);

    // Before it has a name its bytes are in hand, and only there.
    auto sealed = co_await writer->seal();
    REQUIRE(sealed.has_value());
    CHECK((*sealed)->size() == 42);
    CHECK((*sealed)->sha256() == to_hex(Sha256::of(std::string(40, 'a') + "bc")));
    CHECK((co_await read_part(**sealed, 39, 10)) == "abc");
    CHECK((co_await writer->write(bytes_of("d"))).has_error());
    CHECK((*co_await writer->seal())->size() == 42);
    CHECK(store.usage() == 42);

    const Id name = new_id();
    const auto named = object(name, std::string(40, 'a') + "bc");
    CHECK((co_await store.get(named)).error().code == errc::not_found);
    CHECK((co_await writer->commit(name)).has_value());
    CHECK((co_await writer->commit(new_id())).has_error());
    writer.reset();
    sealed = problem(errc::internal);
    auto stored = co_await store.get(named);
    REQUIRE(stored.has_value());
    CHECK((*stored)->sha256() == named.sha256);

    // A name that is taken: the file is still in hand, and takes another.
    auto second = store.begin(session);
    CHECK((co_await second->write(bytes_of("two"))).has_value());
    CHECK((co_await second->commit(name)).error().code == errc::conflict);
    const Id other = new_id();
    CHECK((co_await second->commit(other)).has_value());
    CHECK((co_await read_part(**co_await store.get(object(other, "two")), 0, 10)) == "two");
    CHECK((co_await read_part(**co_await store.get(named), 40, 10)) == "bc");

    CHECK((co_await store.remove(other)).has_value());
    CHECK((co_await store.remove(name)).has_value());
    CHECK((co_await store.remove(name)).has_value());
    co_await settle();
    CHECK((co_await store.get(named)).error().code == errc::not_found);
    CHECK((co_await store.session_of(name)).error().code == errc::not_found);
    // Somebody still reads it.
    CHECK(store.usage() == 42);
    CHECK((co_await read_part(**stored, 0, 2)) == "aa");
    stored = problem(errc::internal);
    CHECK(store.usage() == 0);
}

/// What a reader answers: whole, in parts, past the end, to several at once.
inline boost::asio::awaitable<void> reading_suite(file::FileStore& store) {
    const Payer session{1, new_id()};
    const Id name = new_id();
    auto writer = store.begin(session);
    CHECK((co_await writer->write(bytes_of("0123456789"))).has_value());
    CHECK((co_await writer->commit(name)).has_value());
    const auto first = (co_await store.get(object(name, "0123456789"))).value();
    const auto second = (co_await store.get(object(name, "0123456789"))).value();
    CHECK((co_await read_part(*first, 0, 10)) == "0123456789");
    CHECK((co_await read_part(*first, 3, 4)) == "3456");
    // Others read elsewhere in it at the same time: there is no place that they share.
    CHECK((co_await read_part(*second, 8, 1)) == "8");
    CHECK((co_await read_part(*first, 7, 2)) == "78");
    CHECK((co_await read_part(*first, 8, 100)) == "89");
    CHECK((co_await read_part(*first, 10, 1)).empty());
    CHECK((co_await read_part(*first, std::uint64_t{1} << 40, 1)).empty());
    CHECK((co_await read_part(*first, 0, 0)).empty());
    CHECK((co_await store.remove(name)).has_value());

    // A file of no bytes is a file.
    const Id empty = new_id();
    CHECK((co_await store.begin(session)->commit(empty)).has_value());
    const auto nothing = (co_await store.get(object(empty, ""))).value();
    CHECK(nothing->size() == 0);
    CHECK(nothing->sha256() == to_hex(Sha256::of("")));
    CHECK((co_await read_part(*nothing, 0, 1)).empty());
    CHECK((co_await store.remove(empty)).has_value());
}

/// Whoever gives up gives back everything.
inline boost::asio::awaitable<void> giving_up_suite(file::FileStore& store) {
    const Payer session{1, new_id()};
    auto dropped = store.begin(session);
    CHECK((co_await dropped->write(bytes_of("dropped"))).has_value());
    dropped.reset();
    CHECK(store.usage() == 0);

    auto sealed = store.begin(session);
    CHECK((co_await sealed->write(bytes_of("sealed"))).has_value());
    CHECK((co_await sealed->seal()).has_value());
    sealed.reset();
    CHECK(store.usage() == 0);

    auto aborted = store.begin(session);
    CHECK((co_await aborted->write(bytes_of("aborted"))).has_value());
    auto in_hand = co_await aborted->seal();
    CHECK((co_await aborted->abort()).has_value());
    // Who looks at the bytes in hand may look on, and is counted.
    CHECK(store.usage() == 7);
    CHECK((co_await read_part(**in_hand, 0, 7)) == "aborted");
    in_hand = problem(errc::internal);
    CHECK(store.usage() == 0);
    CHECK((co_await aborted->commit(new_id())).has_error());
    CHECK((co_await aborted->write(bytes_of("x"))).has_error());
    CHECK((co_await aborted->abort()).has_value());
    CHECK(store.usage() == 0);
}

/// The quotas: 1000 bytes for a session, 1500 in all.
inline boost::asio::awaitable<void> quota_suite(file::FileStore& store) {
    const Payer a{1, new_id()};
    const Payer b{2, new_id()};
    const std::vector<std::byte> bytes(600, std::byte{'x'});

    auto writer = store.begin(a);
    CHECK((co_await writer->write(bytes)).has_value());
    CHECK((co_await writer->write(bytes)).error().code == errc::session_quota_exceeded);
    CHECK(store.usage() == 600);
    // All or nothing: what did not fit is not in it.
    CHECK((co_await writer->seal()).value()->size() == 600);

    // The other session's own quota is free, the server's is not.
    auto second = store.begin(b);
    CHECK((co_await second->write(bytes)).has_value());
    CHECK((co_await second->write(std::vector<std::byte>(350))).error().code == errc::storage_full);
    second.reset();
    CHECK(store.usage() == 600);
    // What is to be replaced does not count twice.
    auto replacing = store.begin(a, 600);
    CHECK((co_await replacing->write(bytes)).has_value());
    CHECK(store.usage() == 1200);
    replacing.reset();
    writer.reset();
    CHECK(store.usage() == 0);

    auto charged = store.charge(a, 800);
    REQUIRE(charged.has_value());
    CHECK(store.usage() == 800);
    CHECK(store.charge(a, 300).error().code == errc::session_quota_exceeded);
    CHECK(store.charge(b, 800).error().code == errc::storage_full);
    // What replaces it may come before it goes.
    CHECK(store.charge(a, 300, 800).has_value());
    CHECK(store.usage() == 800);
    charged = problem(errc::internal);
    CHECK(store.usage() == 0);
}

/// What comes from a worker, made by another store in its place.
inline boost::asio::awaitable<void> adoption_suite(file::FileStore& store, file::FilePtr made) {
    const Payer session{1, new_id()};
    auto counted = co_await store.adopt(session, made);
    REQUIRE(counted.has_value());
    CHECK(store.usage() == made->size());
    CHECK((co_await store.adopt(session, made)).error().code == errc::session_quota_exceeded);
    auto again = co_await store.adopt(session, made, made->size());
    CHECK(again.has_value());
    again = problem(errc::internal);
    const Id name = new_id();
    CHECK((co_await store.put(name, {session.session, *counted})).has_value());
    CHECK((co_await store.put(name, {session.session, *counted})).error().code == errc::conflict);
    counted = problem(errc::internal);
    CHECK(store.usage() == made->size());
    CHECK((*co_await store.get({name, made->size(), made->sha256()}))->sha256() == made->sha256());
    CHECK((co_await store.remove(name)).has_value());
    CHECK(store.usage() == 0);
}

/// What every FileStore must do. `store` is empty, with quotas of 1000 bytes per session and 1500 in all. `made`: a
/// file of 700 bytes of a worker.
inline boost::asio::awaitable<void> file_store_suite(file::FileStore& store, file::FilePtr made,
                                                     Settle settle = at_once) {
    co_await naming_suite(store, std::move(settle));
    co_await reading_suite(store);
    co_await giving_up_suite(store);
    co_await quota_suite(store);
    co_await adoption_suite(store, std::move(made));
    CHECK(store.usage() == 0);
}

}  // namespace baton::core::store::suite
