#include "core/phone/event_feed.hpp"

#include "core/base/timestamp.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace baton::core::phone {

namespace json = boost::json;
using namespace std::chrono_literals;
using access::Claim;
using session::Session;
using session::Status;
using session::TimePoint;

namespace {

/// A session that lives longer than this is said to be expiring when so much is left, a shorter one in its last
/// quarter.
constexpr std::chrono::nanoseconds expiring = 2min;

TimePoint expiring_at(const Session& session) {
    const auto ttl = session.spec->session_ttl;
    const auto left = ttl > expiring ? expiring : ttl / 4;
    return session.expires_at() - left;
}

bool is_unfinished(const Session& session) {
    return session.status != Status::completed && session.status != Status::expired;
}

std::string event(std::string_view name, const json::object& data = {}) {
    return std::string{"event: "}.append(name).append("\ndata: ").append(json::serialize(data)).append("\n\n");
}

std::string numbered(std::uint64_t sequence, std::string event) {
    return "id: " + std::to_string(sequence) + '\n' + std::move(event);
}

}  // namespace

std::string EventFeed::greeting() {
    return ": events of the session\nretry: 3000\n\n";
}

std::string EventFeed::comment() {
    return ":\n\n";
}

std::string EventFeed::news(const Session& session, TimePoint now, const Calendar& calendar) {
    if (over_) return {};
    if (!is_unfinished(session)) {
        over_ = true;
        // A result that was there and is gone by now was a completion all the same.
        return numbered(session.sequence(), event(session.completed_at ? "completed" : "expired"));
    }
    std::string text;
    // A device cookie is only ever given out for its session: who presents one that no longer counts has lost it.
    if (!told_taken_over_ && claim_.presents_any() && claim_.standing(session.device) == Claim::Standing::other) {
        told_taken_over_ = true;
        text += event("taken_over");
    }
    if (!told_expiring_ && now >= expiring_at(session)) {
        told_expiring_ = true;
        text += event("expiring", {{"expires_at", rfc3339(calendar.date_of(session.expires_at()))},
                                   {"server_time", rfc3339(calendar.date_of(now))}});
    }
    return text;
}

TimePoint EventFeed::next_look(const Session& session) const {
    return told_expiring_ ? TimePoint::max() : expiring_at(session);
}

}  // namespace baton::core::phone
