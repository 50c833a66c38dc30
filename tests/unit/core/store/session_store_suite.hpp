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
    auto spec = std::make_shared<session::Spec>();
    spec->id = new_id();
    spec->created_at = created_at;
    spec->session_ttl = std::chrono::seconds{60};
    spec->result_ttl = std::chrono::seconds{30};
    session::Session session;
    session.spec = std::move(spec);
    return session;
}

/// Annexes change with their session or not at all. Leaves `id` with one: `retained`.
inline boost::asio::awaitable<void> annex_suite(session::SessionStore& store, Id id) {
    using session::Annex;
    const auto text = [](const char* value) { return std::make_shared<const std::string>(value); };
    const auto code = [&](Annex which) -> boost::asio::awaitable<errc> {
        const auto found = co_await store.annex(id, which);
        co_return found ? errc::internal : found.error().code;
    };
    const auto change = [&](session::AnnexChanges annexes) -> boost::asio::awaitable<void> {
        const auto before = *co_await store.get(id);
        session::Changes changes;
        changes.annexes = std::move(annexes);
        CHECK((co_await store.compare_and_set(id, before->version, *before, std::move(changes))).has_value());
    };
    CHECK((co_await store.annex(new_id(), Annex::draft)).error().code == errc::not_found);
    CHECK(co_await code(Annex::draft) == errc::not_found);
    co_await change({{Annex::draft, text("[1]")}});
    CHECK(**co_await store.annex(id, Annex::draft) == "[1]");
    CHECK(co_await code(Annex::retained) == errc::not_found);
    // A change that names no annex leaves them, and a writer that is too late changes none.
    co_await change({});
    const auto late = (*co_await store.get(id))->version - 1;
    session::Changes too_late;
    too_late.annexes.push_back({Annex::draft, text("[2]")});
    CHECK((co_await store.compare_and_set(id, late, **co_await store.get(id), std::move(too_late))).has_error());
    CHECK(**co_await store.annex(id, Annex::draft) == "[1]");
    co_await change({{Annex::draft, nullptr}, {Annex::retained, text("{}")}});
    CHECK(co_await code(Annex::draft) == errc::not_found);
    CHECK(**co_await store.annex(id, Annex::retained) == "{}");
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

    co_await annex_suite(store, id);

    CHECK((*co_await store.due(t0 + std::chrono::seconds{59}, 10)).empty());
    const auto due = co_await store.due(t0 + std::chrono::seconds{60}, 10);
    REQUIRE(due->size() == 1);
    CHECK(due->front()->id() == id);
    CHECK_FALSE((*co_await store.due(t0 + std::chrono::seconds{60}, 10)).empty());

    CHECK((co_await store.remove(id)).has_value());
    CHECK((co_await store.remove(id)).has_value());
    CHECK((co_await store.get(id)).error().code == errc::not_found);
    CHECK((co_await store.annex(id, session::Annex::retained)).error().code == errc::not_found);
    CHECK((*co_await store.due(t0 + std::chrono::hours{48}, 10)).empty());
}

}  // namespace baton::core::store::suite
