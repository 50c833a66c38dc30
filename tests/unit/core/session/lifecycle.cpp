#include "core/session/lifecycle.hpp"

#include <doctest/doctest.h>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;

namespace {

const TimePoint t0{1'700'000'000s};

Session fresh() {
    auto spec = std::make_shared<Spec>();
    spec->id = new_id();
    spec->created_at = t0;
    spec->session_ttl = 60s;
    spec->result_ttl = 30s;
    Session session;
    session.spec = std::move(spec);
    return session;
}

std::vector<Status> statuses(const Session& session) {
    std::vector<Status> list;
    for (const auto& event : session.events) list.push_back(event.status);
    return list;
}

}  // namespace

TEST_CASE("open and start are idempotent and numbered") {
    const auto opened = lifecycle::open(fresh(), t0);
    REQUIRE(opened.has_value());
    CHECK(opened->status == Status::opened);
    CHECK(lifecycle::open(*opened, t0)->sequence() == 1);
    const auto started = lifecycle::start(*opened, t0);
    CHECK(started->status == Status::action_started);
    CHECK(lifecycle::start(*started, t0)->sequence() == 2);
    CHECK(lifecycle::open(*started, t0)->status == Status::action_started);
}

TEST_CASE("starting a pending session opens it first") {
    const auto started = lifecycle::start(fresh(), t0);
    CHECK(statuses(*started) == std::vector{Status::opened, Status::action_started});
}

TEST_CASE("a session can be taken over once it was opened") {
    const access::Claim claim{{}, access::new_device()};
    CHECK(lifecycle::take_over(fresh(), claim, t0).error().code == errc::not_opened);
    CHECK(lifecycle::take_over(fresh(), claim, t0 + 60s).error().code == errc::session_expired);
    const auto taken = lifecycle::take_over(*lifecycle::open(fresh(), t0), claim, t0);
    REQUIRE(taken.has_value());
    CHECK(claim.made(taken->device));
}

TEST_CASE("the lease: one at a time, not before opened, not after the end") {
    const Id a = new_id();
    const Id b = new_id();
    CHECK(lifecycle::lease(fresh(), a, 1min, t0, t0).error().code == errc::not_opened);
    const Session opened = *lifecycle::open(fresh(), t0);
    const auto leased = lifecycle::lease(opened, a, 1min, t0 + 59s, t0 + 59s);
    REQUIRE(leased.has_value());
    REQUIRE(leased->has_value());
    CHECK_FALSE(lifecycle::lease(**leased, b, 1min, t0 + 59s, t0 + 59s)->has_value());
    CHECK(lifecycle::lease(opened, a, 1min, t0 + 60s, t0 + 60s).error().code == errc::session_expired);
    CHECK(lifecycle::release(**leased, b, false, t0).error().code == errc::conflict);
    CHECK_FALSE(lifecycle::release(**leased, a, false, t0)->lease.has_value());
}

TEST_CASE("expiry waits for a submission that was received in time") {
    const Id a = new_id();
    const Session leased = **lifecycle::lease(*lifecycle::open(fresh(), t0), a, 1min, t0 + 59s, t0 + 59s);
    CHECK(lifecycle::deadline(leased) == t0 + 119s);
    CHECK(lifecycle::tick(leased, t0 + 70s)->status == Status::opened);
    const auto completed = lifecycle::complete(leased, a, {{File{}}, nullptr}, t0 + 70s);
    REQUIRE(completed.has_value());
    CHECK(completed->status == Status::completed);
    CHECK(statuses(*completed) == std::vector{Status::opened, Status::action_started, Status::completed});
    CHECK(lifecycle::lease(leased, new_id(), 1min, t0 + 125s, t0 + 125s).error().code == errc::session_expired);
}

TEST_CASE("who was received in time and waited gets the session even after its end, who was not does not") {
    const Id a = new_id();
    const Session leased = **lifecycle::lease(*lifecycle::open(fresh(), t0), a, 1min, t0 + 58s, t0 + 58s);
    CHECK_FALSE(lifecycle::lease(leased, new_id(), 1min, t0 + 59s, t0 + 62s)->has_value());
    CHECK(lifecycle::tick(*lifecycle::release(leased, a, false, t0 + 63s), t0 + 63s)->status == Status::expired);
    const Session released = *lifecycle::release(leased, a, true, t0 + 63s);
    CHECK_FALSE(lifecycle::is_held(released, t0 + 63s));
    CHECK(lifecycle::lease(released, new_id(), 1min, t0 + 59s, t0 + 63s)->has_value());
    CHECK(lifecycle::lease(released, new_id(), 1min, t0 + 61s, t0 + 63s).error().code == errc::session_expired);
    CHECK(lifecycle::tick(released, t0 + 70s)->status == Status::expired);
}

TEST_CASE("a lease that ran out does not hold the session for ever") {
    const Session leased = **lifecycle::lease(*lifecycle::open(fresh(), t0), new_id(), 10s, t0 + 1s, t0 + 1s);
    CHECK(lifecycle::lease(leased, new_id(), 10s, t0 + 12s, t0 + 12s)->has_value());
    CHECK(lifecycle::tick(leased, t0 + 61s)->status == Status::expired);
}

TEST_CASE("a submission that goes on keeps its lease") {
    const Id a = new_id();
    const Session leased = **lifecycle::lease(*lifecycle::open(fresh(), t0), a, 10s, t0 + 1s, t0 + 1s);
    const auto renewed = lifecycle::renew(leased, a, 10s, t0 + 9s);
    REQUIRE(renewed.has_value());
    CHECK(lifecycle::is_held(*renewed, t0 + 18s));
    CHECK_FALSE(lifecycle::is_held(*renewed, t0 + 19s));
    CHECK(lifecycle::renew(leased, new_id(), 10s, t0 + 9s).error().code == errc::conflict);
    CHECK(lifecycle::renew(fresh(), a, 10s, t0).error().code == errc::conflict);
}

TEST_CASE("a completed session outlives its session TTL and ends with its result, without another event") {
    const Id a = new_id();
    const Session leased = **lifecycle::lease(*lifecycle::open(fresh(), t0), a, 1min, t0 + 50s, t0 + 50s);
    const Session completed = *lifecycle::complete(leased, a, {{File{}}, nullptr}, t0 + 55s);
    CHECK(lifecycle::tick(completed, t0 + 80s)->status == Status::completed);
    const auto ended = lifecycle::tick(completed, t0 + 85s);
    REQUIRE(ended.has_value());
    CHECK(ended->is_tombstone());
    CHECK(ended->status == Status::expired);
    CHECK(ended->sequence() == completed.sequence());
    CHECK(ended->items.empty());
    CHECK(lifecycle::complete(completed, a, {}, t0 + 56s).error().code == errc::conflict);
    CHECK(lifecycle::lease(completed, a, 1min, t0 + 56s, t0 + 56s).error().code == errc::session_completed);
}

TEST_CASE("an unfinished session expires with an event and is forgotten a day later") {
    const auto ended = lifecycle::tick(fresh(), t0 + 60s);
    REQUIRE(ended.has_value());
    CHECK(statuses(*ended) == std::vector{Status::expired});
    CHECK(lifecycle::open(*ended, t0 + 61s).error().code == errc::session_expired);
    CHECK(lifecycle::tick(*ended, t0 + 60s + 23h)->is_tombstone());
    CHECK_FALSE(lifecycle::tick(*ended, t0 + 60s + 24h).has_value());
}
