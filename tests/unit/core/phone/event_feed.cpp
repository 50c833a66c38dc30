#include "core/phone/event_feed.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace baton::core;
using namespace baton::core::session;
using namespace std::chrono_literals;
using phone::EventFeed;

namespace {

const TimePoint start{1'700'000'000s};
const Calendar utc{0s};

Session started(std::chrono::nanoseconds ttl = 10min) {
    auto request = std::make_shared<Spec>();
    request->created_at = start;
    request->session_ttl = ttl;
    Session session;
    session.spec = std::move(request);
    session.status = Status::action_started;
    session.events = {{Status::opened, start}, {Status::action_started, start}};
    return session;
}

Session ended(Session session, Status status) {
    session.status = status;
    session.events.push_back({status, start});
    if (status == Status::completed) session.completed_at = start;
    return session;
}

access::Claim claim_of(const access::Device& device) {
    return {{device}, access::new_device()};
}

}  // namespace

TEST_CASE("nothing is told while nothing happens") {
    EventFeed feed{{}};
    CHECK(feed.news(started(), start, utc).empty());
    CHECK(feed.next_look(started()) == start + 8min);
    CHECK_FALSE(feed.is_over());
}

TEST_CASE("what is said of the end and of now is of one calendar") {
    const auto text = EventFeed{{}}.news(started(1min), start + 50s, Calendar{1h});
    CHECK(text.find(R"("expires_at":"2023-11-14T23:14:20.000Z")") != std::string::npos);
    CHECK(text.find(R"("server_time":"2023-11-14T23:14:10.000Z")") != std::string::npos);
}

TEST_CASE("expiring is told once, two minutes before the end or in the last quarter of a short session") {
    for (const auto& [ttl, at] : {std::pair{10min, 480s}, {3min, 60s}, {2min, 90s}, {1min, 45s}}) {
        CAPTURE(ttl.count());
        EventFeed feed{{}};
        const Session session = started(ttl);
        CHECK(feed.next_look(session) == start + at);
        CHECK(feed.news(session, start + at - 1ms, utc).empty());
        CHECK(feed.news(session, start + at, utc).starts_with("event: expiring\ndata: {\"expires_at\":\"2023-"));
        CHECK(feed.news(session, start + at + 1s, utc).empty());
        CHECK(feed.next_look(session) == TimePoint::max());
    }
}

TEST_CASE("the end is told once with the number of its event, and nothing after it") {
    for (const auto& [status, text] : {std::pair{Status::completed, "id: 3\nevent: completed\ndata: {}\n\n"},
                                       {Status::expired, "id: 3\nevent: expired\ndata: {}\n\n"}}) {
        EventFeed feed{{}};
        const Session session = ended(started(), status);
        CHECK(feed.news(session, start + 9min, utc) == text);
        CHECK(feed.is_over());
        CHECK(feed.news(session, start + 9min, utc).empty());
    }
}

TEST_CASE("who slept through a result hears of its completion") {
    Session session = ended(started(), Status::completed);
    session.status = Status::expired;
    session.ended_at = start;
    CHECK(EventFeed{{}}.news(session, start, utc).find("event: completed") != std::string::npos);
}

TEST_CASE("taken_over is told once, and only to a phone that had the session") {
    Session session = started();
    const access::Device first = access::new_device();
    session.device = first;
    EventFeed had{claim_of(first)};
    EventFeed never{{}};
    CHECK(had.news(session, start, utc).empty());
    session.device = access::new_device();
    EventFeed next{claim_of(session.device)};
    CHECK(had.news(session, start, utc) == "event: taken_over\ndata: {}\n\n");
    CHECK(had.news(session, start, utc).empty());
    CHECK_FALSE(had.is_over());
    CHECK(never.news(session, start, utc).empty());
    CHECK(next.news(session, start, utc).empty());
    // A phone that was away when it happened learns it when it listens again.
    CHECK_FALSE(EventFeed{claim_of(first)}.news(session, start, utc).empty());
    session.device = {};
    CHECK(EventFeed{claim_of(first)}.news(session, start, utc).empty());
}

TEST_CASE("a stream begins with a comment and the time between tries") {
    CHECK(EventFeed::greeting().starts_with(":"));
    CHECK(EventFeed::greeting().find("\nretry: 3000\n\n") != std::string::npos);
    CHECK(EventFeed::comment() == ":\n\n");
}
