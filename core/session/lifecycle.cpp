#include "core/session/lifecycle.hpp"

#include <utility>

namespace baton::core::session {

std::string_view to_string(Status status) {
    switch (status) {
        case Status::pending:
            return "pending";
        case Status::opened:
            return "opened";
        case Status::action_started:
            return "action_started";
        case Status::completed:
            return "completed";
        case Status::expired:
            return "expired";
    }
    return "pending";
}

namespace lifecycle {

namespace {

bool is_unfinished(const Session& session) {
    return session.status != Status::completed && session.status != Status::expired;
}

bool has_ended(const Session& session, TimePoint now) {
    return session.status == Status::expired || (is_unfinished(session) && now >= deadline(session));
}

void advance(Session& session, Status status, TimePoint now) {
    session.status = status;
    session.events.push_back({status, now});
}

/// Keeps what a tombstone answers with and drops the rest.
Session entomb(const Session& session, TimePoint now) {
    Session tombstone;
    auto spec = std::make_shared<Spec>();
    spec->id = session.spec->id;
    spec->owner = session.spec->owner;
    spec->action = session.spec->action;
    Extras extras;
    extras.locale = session.spec->extras().locale;
    extras.metadata = session.spec->extras().metadata;
    spec->set_extras(std::move(extras));
    spec->created_at = session.spec->created_at;
    spec->session_ttl = session.spec->session_ttl;
    tombstone.spec = std::move(spec);
    tombstone.version = session.version;
    tombstone.events = session.events;
    tombstone.completed_at = session.completed_at;
    tombstone.ended_at = now;
    if (is_unfinished(session)) {
        advance(tombstone, Status::expired, now);
    } else {
        tombstone.status = Status::expired;
    }
    return tombstone;
}

}  // namespace

result<Session> open(const Session& session, TimePoint now) {
    if (has_ended(session, now)) return problem(errc::session_expired);
    Session next = session;
    if (next.status == Status::pending) advance(next, Status::opened, now);
    return next;
}

result<Session> start(const Session& session, TimePoint now) {
    auto next = open(session, now);
    if (next && next->status == Status::opened) advance(*next, Status::action_started, now);
    return next;
}

bool is_held(const Session& session, TimePoint now) {
    return session.lease && !session.lease->submission.is_nil() && session.lease->until > now;
}

result<std::optional<Session>> lease(const Session& session, const Id& submission, std::chrono::milliseconds longest,
                                     TimePoint received_at, TimePoint now, const access::Claim& claim) {
    if (session.status == Status::completed) return problem(errc::session_completed);
    if (has_ended(session, now)) return problem(errc::session_expired);
    if (session.status == Status::pending) return problem(errc::not_opened);
    if (!claim.fits(session.device)) return problem(errc::in_use_elsewhere);
    // Who was received too late is told so, even while an earlier submission keeps the session alive.
    if (received_at >= session.expires_at()) return problem(errc::session_expired);
    if (is_held(session, now)) return std::optional<Session>{};
    Session next = session;
    next.lease = Lease{submission, now + longest};
    return std::optional<Session>{std::move(next)};
}

result<Session> renew(const Session& session, const Id& submission, std::chrono::milliseconds longest, TimePoint now) {
    if (!session.lease || session.lease->submission != submission) return problem(errc::conflict);
    Session next = session;
    next.lease->until = now + longest;
    return next;
}

result<Session> release(const Session& session, const Id& submission, bool others_wait, TimePoint now) {
    if (!session.lease || session.lease->submission != submission) return problem(errc::conflict);
    Session next = session;
    next.lease.reset();
    if (others_wait && now >= session.expires_at()) next.lease = Lease{Id{}, now + grace_time};
    return next;
}

result<Session> complete(const Session& session, const Id& submission, Completion completion, TimePoint now) {
    if (session.status == Status::expired) return problem(errc::session_expired);
    if (!session.lease || session.lease->submission != submission) return problem(errc::conflict);
    Session next = session;
    next.lease.reset();
    // A kept front end may submit without ever saying that the person began.
    if (next.status == Status::opened) advance(next, Status::action_started, now);
    advance(next, Status::completed, now);
    next.completed_at = now;
    next.items = std::move(completion.items);
    next.result = std::move(completion.result);
    next.retained_bytes = completion.retained ? static_cast<std::uint32_t>(completion.retained->size()) : 0;
    if (!completion.retain) next.uploads.clear();
    for (auto& upload : next.uploads) upload.kept.reset();
    next.draft_bytes = 0;
    return next;
}

result<void> bind(Session& session, const access::Claim& claim) {
    if (!claim.fits(session.device)) return problem(errc::in_use_elsewhere);
    session.device = claim.bind(session.device);
    return {};
}

result<Session> take_over(const Session& session, const access::Claim& claim, TimePoint now) {
    if (session.status == Status::completed) return problem(errc::session_completed);
    if (has_ended(session, now)) return problem(errc::session_expired);
    if (session.status == Status::pending) return problem(errc::not_opened);
    Session next = session;
    next.device = claim.take_over(session.device);
    return next;
}

TimePoint deadline(const Session& session) {
    switch (session.status) {
        case Status::completed:
            return session.result_expires_at();
        case Status::expired:
            return *session.ended_at + tombstone_time;
        case Status::pending:
        case Status::opened:
        case Status::action_started:
            break;
    }
    const TimePoint end = session.expires_at();
    return session.lease ? std::max(end, session.lease->until) : end;
}

std::optional<Session> tick(const Session& session, TimePoint now) {
    if (now < deadline(session)) return session;
    if (session.status == Status::expired) return std::nullopt;
    return entomb(session, now);
}

}  // namespace lifecycle

}  // namespace baton::core::session
