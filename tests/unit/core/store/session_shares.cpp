#include "core/session/footprint.hpp"
#include "core/session/lifecycle.hpp"
#include "core/store/memory/file_store.hpp"
#include "core/store/memory/session_store.hpp"
#include "session_store_suite.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace baton::core;
using namespace baton::core::store;
using session::Session;

namespace {

const session::TimePoint t0{std::chrono::seconds{1'700'000'000}};
constexpr std::uint64_t plenty = 1'000'000;

Session of(access::Owner owner, std::size_t intro = 0) {
    auto session = suite::make_session(t0);
    auto spec = std::make_shared<session::Spec>(*session.spec);
    spec->owner = owner;
    session::Extras extras;
    extras.intro_text = std::string(intro, 'x');
    spec->set_extras(std::move(extras));
    session.spec = std::move(spec);
    return session;
}

/// A store that a test asks as if it were no coroutine.
struct Store {
    memory::MemoryFileStore files{1000, 1000};
    memory::MemorySessionStore store;

    explicit Store(const memory::MemorySessionStore::Limits& limits) : store(files, limits) {}

    /// Why it was refused; empty if it was not.
    std::string create(const Session& first) {
        std::string why;
        suite::run([](auto& sessions, Session session, std::string& refusal) -> boost::asio::awaitable<void> {
            if (const auto made = co_await sessions.create(std::move(session)); !made) {
                CHECK(made.error().code == errc::storage_full);
                refusal = made.error().detail;
            }
        }(store, first, why));
        return why;
    }
    std::string change(const Id& id, std::function<Session(const Session&)> change) {
        std::string why;
        suite::run([](auto& sessions, Id each, auto next, std::string& refusal) -> boost::asio::awaitable<void> {
            const auto now = *co_await sessions.get(each);
            const auto made = co_await sessions.compare_and_set(each, now->version, next(*now));
            if (!made) refusal = made.error().detail;
        }(store, id, std::move(change), why));
        return why;
    }
    void end(const Id& id, std::chrono::seconds after = std::chrono::seconds{60}) {
        CHECK(change(id, [after](const Session& now) { return *session::lifecycle::tick(now, t0 + after); }).empty());
    }
    bool knows(const Id& id) {
        bool known = false;
        suite::run([](auto& sessions, Id each, bool& found) -> boost::asio::awaitable<void> {
            found = (co_await sessions.get(each)).has_value();
        }(store, id, known));
        return known;
    }
    void remove(const Id& id) {
        suite::run([](auto& sessions, Id each) -> boost::asio::awaitable<void> {
            CHECK((co_await sessions.remove(each)).has_value());
        }(store, id));
    }
};

}  // namespace

TEST_CASE("a key has its share of sessions, the others theirs") {
    Store sessions{{{5, 3}, {plenty, plenty}}};
    const auto first = of(1);
    CHECK(sessions.create(first).empty());
    CHECK(sessions.create(of(1)).empty());
    CHECK(sessions.create(of(1)).empty());
    CHECK(sessions.create(of(1)) == "KEY_MAX_SESSIONS reached");
    CHECK(sessions.create(of(2)).empty());
    CHECK(sessions.create(of(2)).empty());
    CHECK(sessions.create(of(2)) == "MAX_SESSIONS reached");
    sessions.remove(first.id());
    CHECK(sessions.create(of(1)).empty());
}

TEST_CASE("over a key's share only its own tombstones give way, the oldest first") {
    Store sessions{{{10, 2}, {plenty, plenty}}};
    const auto others = of(2);
    const auto own = of(1);
    const auto later = of(1);
    int after = 60;
    for (const auto& session : {others, own, later}) {
        CHECK(sessions.create(session).empty());
        sessions.end(session.id(), std::chrono::seconds{after++});
    }
    CHECK(sessions.create(of(1)).empty());
    CHECK_FALSE(sessions.knows(own.id()));
    CHECK(sessions.knows(later.id()));
    CHECK(sessions.create(of(1)).empty());
    CHECK_FALSE(sessions.knows(later.id()));
    CHECK(sessions.create(of(1)) == "KEY_MAX_SESSIONS reached");
    CHECK(sessions.knows(others.id()));
}

TEST_CASE("bytes beside files have a limit, and a key its share of it") {
    Store sessions{{{100, 100}, {100'000, 60'000}}};
    CHECK(sessions.create(of(1, 50'000)).empty());
    CHECK(sessions.create(of(1, 10'000)) == "KEY_SESSIONS_MAX_BYTES reached");
    CHECK(sessions.create(of(2, 45'000)).empty());
    CHECK(sessions.create(of(2, 10'000)) == "SESSIONS_MAX_BYTES reached");
    CHECK(sessions.create(of(1, 200)).empty());
    CHECK(sessions.store.count().used() == 3);
    CHECK(sessions.store.bytes().used_by(1) > 50'200);
}

TEST_CASE("a session that grows over the share is refused and stays as it is; one that shrinks makes room") {
    Store sessions{{{100, 100}, {plenty, 60'000}}};
    const auto session = of(1, 50'000);
    CHECK(sessions.create(session).empty());
    const auto upload = [](std::size_t size) {
        return [size](const Session& now) {
            Session next = now;
            session::File file;
            file.info = {{"text", std::string(size, 'x')}};
            next.uploads.push_back({std::move(file)});
            return next;
        };
    };
    const auto before = sessions.store.bytes().used();
    CHECK(sessions.change(session.id(), upload(10'000)) == "KEY_SESSIONS_MAX_BYTES reached");
    CHECK(sessions.store.bytes().used() == before);
    CHECK(sessions.change(session.id(), upload(5'000)).empty());
    CHECK(sessions.store.bytes().used() > before + 5'000);
    // Its intro goes when it ends, and its tombstone may go as a whole.
    sessions.end(session.id());
    CHECK(sessions.store.bytes().used() < 2'000);
    CHECK(sessions.create(of(1, 59'000)).empty());
    CHECK_FALSE(sessions.knows(session.id()));
}

TEST_CASE("what could never fit costs no tombstone") {
    Store sessions{{{100, 100}, {20'000, 20'000}}};
    const auto ended = of(1);
    CHECK(sessions.create(ended).empty());
    sessions.end(ended.id());
    CHECK(sessions.create(of(1, 30'000)) == "SESSIONS_MAX_BYTES reached");
    CHECK(sessions.knows(ended.id()));
    CHECK(sessions.create(of(1, 18'500)).empty());
}

TEST_CASE("an id that exists costs nothing") {
    Store sessions{{{100, 100}, {plenty, plenty}}};
    const auto session = of(1, 1'000);
    CHECK(sessions.create(session).empty());
    const auto before = sessions.store.bytes().used();
    suite::run([](auto& store, Session again) -> boost::asio::awaitable<void> {
        CHECK((co_await store.create(std::move(again))).error().code == errc::conflict);
    }(sessions.store, session));
    CHECK(sessions.store.count().used() == 1);
    CHECK(sessions.store.bytes().used() == before);
    sessions.remove(session.id());
    CHECK(sessions.store.count().used() == 0);
    CHECK(sessions.store.bytes().used() == 0);
}
