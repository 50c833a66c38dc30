#include "core/phone/event_feed.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;
using phone::EventFeed;

namespace {

const TimePoint t0{1'700'000'000s};
const Calendar calendar{0s};

Session started(std::chrono::nanoseconds ttl = 10min) {
    auto request = std::make_shared<Spec>();
    request->created_at = t0;
    request->session_ttl = ttl;
    Session session;
    session.spec = std::move(request);
    session.status = Status::action_started;
    session.events = {{Status::opened, t0}, {Status::action_started, t0}};
    return session;
}

Session ended(Session session, Status status) {
    session.status = status;
    session.events.push_back({status, t0});
    if (status == Status::completed) session.completed_at = t0;
    return session;
}

access::Claim claim_of(const access::Device& device) {
    return {{device}, access::new_device()};
}

}  // namespace

TEST_CASE("nothing is told while nothing happens") {
    EventFeed feed{{}};
    CHECK(feed.news(started(), t0, calendar).empty());
    CHECK(feed.next_look(started()) == t0 + 8min);
    CHECK_FALSE(feed.is_over());
}

TEST_CASE("what is said of the end and of now is of one calendar") {
    const auto text = EventFeed{{}}.news(started(1min), t0 + 50s, Calendar{1h});
    CHECK(text.find(R"("expires_at":"2023-11-14T23:14:20.000Z")") != std::string::npos);
    CHECK(text.find(R"("server_time":"2023-11-14T23:14:10.000Z")") != std::string::npos);
}

TEST_CASE("expiring is told once, two minutes before the end or in the last quarter of a short session") {
    for (const auto& [ttl, at] : {std::pair{10min, 480s}, {3min, 60s}, {2min, 90s}, {1min, 45s}}) {
        CAPTURE(ttl.count());
        EventFeed feed{{}};
        const Session session = started(ttl);
        CHECK(feed.next_look(session) == t0 + at);
        CHECK(feed.news(session, t0 + at - 1ms, calendar).empty());
        CHECK(feed.news(session, t0 + at, calendar).starts_with("event: expiring\ndata: {\"expires_at\":\"2023-"));
        CHECK(feed.news(session, t0 + at + 1s, calendar).empty());
        CHECK(feed.next_look(session) == TimePoint::max());
    }
}

TEST_CASE("the end is told once with the number of its event, and nothing after it") {
    for (const auto& [status, text] : {std::pair{Status::completed, "id: 3\nevent: completed\ndata: {}\n\n"},
                                       {Status::expired, "id: 3\nevent: expired\ndata: {}\n\n"}}) {
        EventFeed feed{{}};
        const Session session = ended(started(), status);
        CHECK(feed.news(session, t0 + 9min, calendar) == text);
        CHECK(feed.is_over());
        CHECK(feed.news(session, t0 + 9min, calendar).empty());
    }
}

TEST_CASE("who slept through a result hears of its completion") {
    Session session = ended(started(), Status::completed);
    session.status = Status::expired;
    session.ended_at = t0;
    CHECK(EventFeed{{}}.news(session, t0, calendar).find("event: completed") != std::string::npos);
}

TEST_CASE("taken_over is told once, and only to a phone that had the session") {
    Session session = started();
    const access::Device first = access::new_device();
    session.device = first;
    EventFeed had{claim_of(first)};
    EventFeed never{{}};
    CHECK(had.news(session, t0, calendar).empty());
    session.device = access::new_device();
    EventFeed next{claim_of(session.device)};
    CHECK(had.news(session, t0, calendar) == "event: taken_over\ndata: {}\n\n");
    CHECK(had.news(session, t0, calendar).empty());
    CHECK_FALSE(had.is_over());
    CHECK(never.news(session, t0, calendar).empty());
    CHECK(next.news(session, t0, calendar).empty());
    // A phone that was away when it happened learns it when it listens again.
    CHECK_FALSE(EventFeed{claim_of(first)}.news(session, t0, calendar).empty());
    session.device = {};
    CHECK(EventFeed{claim_of(first)}.news(session, t0, calendar).empty());
}

TEST_CASE("a stream begins with a comment and the time between tries") {
    CHECK(EventFeed::greeting().starts_with(":"));
    CHECK(EventFeed::greeting().find("\nretry: 3000\n\n") != std::string::npos);
    CHECK(EventFeed::comment() == ":\n\n");
}
