#pragma once

#include "core/file/file_store.hpp"

#include <boost/asio/awaitable.hpp>

#include <doctest/doctest.h>

#include <vector>

namespace baton::core::store::suite {

/// What every FileStore must do. `store` is empty, with quotas of 1000 bytes per session and 1500 in all.
inline boost::asio::awaitable<void> file_store_suite(file::FileStore& store) {
    const Id a = new_id();
    const Id b = new_id();
    const std::vector<std::byte> bytes(600, std::byte{'x'});

    auto sink = store.begin(a);
    CHECK((co_await sink->append(bytes)).has_value());
    CHECK(store.usage() == 600);
    CHECK((co_await sink->append(bytes)).error().code == errc::session_quota_exceeded);
    CHECK(store.usage() == 600);
    CHECK(sink->head().size() == 32);
    auto blob = co_await sink->finish();
    REQUIRE(blob.has_value());
    CHECK((*blob)->size() == 600);

    const Id name = new_id();
    CHECK((co_await store.put(name, {a, *blob})).has_value());
    CHECK((co_await store.put(name, {a, *blob})).error().code == errc::conflict);
    CHECK((*co_await store.get(name)).blob->sha256() == (*blob)->sha256());

    // The other session's own quota is free, the server's is not.
    auto second = store.begin(b);
    CHECK((co_await second->append(bytes)).has_value());
    CHECK((co_await second->append(std::vector<std::byte>(350))).error().code == errc::storage_full);
    // Given up: everything comes back.
    second.reset();
    CHECK(store.usage() == 600);

    CHECK((co_await store.remove(name)).has_value());
    CHECK((co_await store.remove(name)).has_value());
    CHECK((co_await store.get(name)).error().code == errc::not_found);
    // Somebody still reads it.
    CHECK(store.usage() == 600);
    blob = problem(errc::internal);
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

}  // namespace baton::core::store::suite
