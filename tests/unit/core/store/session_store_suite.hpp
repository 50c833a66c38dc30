#pragma once

#include "core/session/session_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <exception>

namespace baton::core::store::suite {

/// Runs a coroutine of a test to its end.
inline void run(boost::asio::awaitable<void> test) {
    boost::asio::io_context context;
    boost::asio::co_spawn(context, std::move(test), [](std::exception_ptr failure) {
        if (failure) std::rethrow_exception(failure);
    });
    context.run();
}

inline session::Session make_session(session::TimePoint created_at) {
    auto request = std::make_shared<session::Request>();
    request->id = new_id();
    request->created_at = created_at;
    request->session_ttl = std::chrono::seconds{60};
    request->result_ttl = std::chrono::seconds{30};
    session::Session session;
    session.request = std::move(request);
    return session;
}

/// What every SessionStore must do. `store` is empty and takes at least 10 sessions.
inline boost::asio::awaitable<void> session_store_suite(session::SessionStore& store) {
    using session::Status;
    const session::TimePoint t0{std::chrono::seconds{1'700'000'000}};
    const auto first = make_session(t0);
    const Id id = first.id();
    CHECK((co_await store.get(id)).error().code == errc::not_found);
    CHECK((co_await store.create(first)).has_value());
    CHECK((co_await store.create(first)).error().code == errc::conflict);

    const auto stored = co_await store.get(id);
    REQUIRE(stored.has_value());
    const auto version = (*stored)->version;
    session::Session next = **stored;
    next.status = Status::opened;
    next.events.push_back({Status::opened, t0});
    const auto applied = co_await store.compare_and_set(id, version, next);
    REQUIRE(applied.has_value());
    CHECK((*applied)->version != version);
    CHECK((*applied)->status == Status::opened);
    // The second of two writers at the same version loses and changes nothing.
    next.status = Status::completed;
    CHECK((co_await store.compare_and_set(id, version, next)).error().code == errc::conflict);
    CHECK((*co_await store.get(id))->status == Status::opened);
    CHECK((co_await store.compare_and_set(new_id(), 1, next)).error().code == errc::not_found);
    // A snapshot stays as it was when it was taken.
    CHECK((*stored)->status == Status::pending);

    CHECK((*co_await store.due(t0 + std::chrono::seconds{59}, 10)).empty());
    const auto due = co_await store.due(t0 + std::chrono::seconds{60}, 10);
    REQUIRE(due->size() == 1);
    CHECK(due->front()->id() == id);
    CHECK_FALSE((*co_await store.due(t0 + std::chrono::seconds{60}, 10)).empty());

    CHECK((co_await store.remove(id)).has_value());
    CHECK((co_await store.remove(id)).has_value());
    CHECK((co_await store.get(id)).error().code == errc::not_found);
    CHECK((*co_await store.due(t0 + std::chrono::hours{48}, 10)).empty());
}

}  // namespace baton::core::store::suite
