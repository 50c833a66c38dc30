#include "core/file/blob.hpp"
#include "core/session/lifecycle.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"
#include "file_store_suite.hpp"
#include "session_store_suite.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::store;

TEST_CASE("memory sessions pass the suite of every session store") {
    memory::MemoryFileStore files{1000, 1500};
    memory::MemorySessionStore store{files, 100};
    suite::run(suite::session_store_suite(store));
}

TEST_CASE("memory files pass the suite of every file store") {
    memory::MemoryFileStore store{1000, 1500};
    file::BlobWriter made;
    REQUIRE(made.append(std::vector<std::byte>(700)).has_value());
    suite::run(suite::file_store_suite(store, *made.finish()));
}

TEST_CASE("a full store drops tombstones for new sessions, never sessions") {
    memory::MemoryFileStore files{1000, 1500};
    memory::MemorySessionStore store{files, 3};
    suite::run([](memory::MemorySessionStore& sessions) -> boost::asio::awaitable<void> {
        const session::TimePoint t0{std::chrono::seconds{1'700'000'000}};
        const auto first = suite::make_session(t0);
        CHECK((co_await sessions.create(first)).has_value());
        CHECK((co_await sessions.create(suite::make_session(t0))).has_value());
        CHECK((co_await sessions.create(suite::make_session(t0))).has_value());
        CHECK((co_await sessions.create(suite::make_session(t0))).error().code == errc::storage_full);
        auto ended = session::lifecycle::tick(**co_await sessions.get(first.id()), t0 + std::chrono::seconds{60});
        CHECK((co_await sessions.compare_and_set(first.id(), 1, *ended)).has_value());
        CHECK((co_await sessions.create(suite::make_session(t0))).has_value());
        CHECK((co_await sessions.get(first.id())).error().code == errc::not_found);
        CHECK((co_await sessions.create(suite::make_session(t0))).error().code == errc::storage_full);
    }(store));
}
