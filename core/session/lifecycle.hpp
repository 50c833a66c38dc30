#pragma once

#include "core/base/error.hpp"
#include "core/session/annex.hpp"
#include "core/session/session.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

/// The life of a session as pure functions of (session, event, now): no store, no clock, no I/O.
namespace baton::core::session::lifecycle {

/// How long an ended session is remembered.
inline constexpr std::chrono::hours tombstone_time{24};

/// How long a submission holds its session without a sign of life: it renews its lease while it goes on.
inline constexpr std::chrono::seconds submission_lease{20};

/// For those who waited behind a failed submission to take its place after the session's end.
inline constexpr std::chrono::seconds grace_time{2};

/// A person opened the page: pending → opened. Later states stay as they are.
/// Errors: session_expired.
result<Session> open(const Session& session, TimePoint now);

/// The person can act: pending or opened → action_started, by way of opened. Later states stay as they are.
/// Errors: session_expired.
result<Session> start(const Session& session, TimePoint now);

/// Whether a submission holds the session.
bool is_held(const Session& session, TimePoint now);

/// A submission that was fully received at `received_at` asks for the right to complete the session. `std::nullopt`:
/// another one holds it, wait and ask again.
/// Errors: session_completed, not_opened, session_expired, in_use_elsewhere.
// decision 0032
result<std::optional<Session>> lease(const Session& session, const Id& submission, std::chrono::milliseconds longest,
                                     TimePoint received_at, TimePoint now, const access::Claim& claim = {});

/// The submission takes longer: its time begins anew. Errors: conflict (the lease is not this submission's any more).
result<Session> renew(const Session& session, const Id& submission, std::chrono::milliseconds longest, TimePoint now);

/// The submission failed: the session is open for another try. `others_wait`: if its time is over, it stays for a
/// moment for those who were received in time. Errors: conflict (the lease is not this submission's any more).
result<Session> release(const Session& session, const Id& submission, bool others_wait, TimePoint now);

/// What a submission brings to its session.
struct Completion {
    std::vector<File> items;
    std::shared_ptr<const boost::json::object> result;  ///< the action's own; null: none
    AnnexText retained;                                 ///< null: none
    bool retain = false;                                ///< the uploads stay; what was kept beside them goes
};

/// The submission succeeded. It was fully received in time, so expiry has waited for it.
/// Errors: conflict (the lease is not this submission's any more), session_expired.
result<Session> complete(const Session& session, const Id& submission, Completion completion, TimePoint now);

/// Somebody acts on the session: its first phone becomes the one it belongs to.
/// Errors: in_use_elsewhere.
result<void> bind(Session& session, const access::Claim& claim);

/// The session goes to the phone that asks, whoever had it. Uploads and draft go with it.
/// Errors: session_expired, session_completed, not_opened.
result<Session> take_over(const Session& session, const access::Claim& claim, TimePoint now);

/// When something will happen to the session by itself: its end, its result's end, or its tombstone's.
TimePoint deadline(const Session& session);

/// What is due now: an unfinished session or an ended result becomes a tombstone. The same session if nothing is due;
/// nothing if it is to be forgotten.
std::optional<Session> tick(const Session& session, TimePoint now);

}  // namespace baton::core::session::lifecycle
