#pragma once

#include "core/action/descriptor.hpp"
#include "core/base/clocks.hpp"
#include "core/base/error.hpp"
#include "core/event/hub.hpp"
#include "core/file/file_store.hpp"
#include "core/session/lifecycle.hpp"
#include "core/session/session.hpp"
#include "core/session/session_store.hpp"
#include "core/session/uncollected.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::core::session {

/// A session by its id, or as the same request has just read it, which saves reading it again: what was decided on it
/// is written only if it still is so, and refused only if it is so when it is read anew.
struct Which {
    Which(Id session) : id(session) {}
    Which(Snapshot read) : id(read->id()), known(std::move(read)) {}

    Id id;
    Snapshot known = nullptr;
};

/// Applies the lifecycle to stored sessions: reads, lets the pure functions decide, writes by compare-and-set, wakes
/// the listeners. The only writer of sessions.
// decision 0031
class Service {
    class Waiting;

public:
    Service(session::SessionStore& sessions, file::FileStore& files, event::Hub& hub,
            Clocks::Boot boot = BootClock::now, Clocks::Wall wall = WallClock::now)
        : sessions_(sessions), files_(files), hub_(hub), clocks_(std::move(boot), std::move(wall)) {}

    TimePoint now() const { return clocks_.now(); }
    /// What to show or record the times of sessions by.
    Calendar calendar() const { return clocks_.calendar(); }

    /// Errors: storage_full.
    task<Snapshot> create(Spec spec);

    /// The session as it is now: what was due by time has happened. Errors: not_found.
    task<Snapshot> get(Id id);

    /// Errors: not_found, session_expired.
    task<Snapshot> open(Which which);

    // What succeeds with a claim binds the session to its phone; another phone's is refused with in_use_elsewhere.

    /// Errors: not_found, session_expired, in_use_elsewhere.
    task<Snapshot> start(Which which, access::Claim claim = {});
    /// Only binds. Errors: not_found, session_expired, session_completed, in_use_elsewhere.
    task<Snapshot> bind(Id id, access::Claim claim);
    /// Gives the session to the phone that asks. Errors: not_found, session_expired, session_completed, not_opened.
    task<Snapshot> take_over(Which which, access::Claim claim);

    // Uploads that come, go or are replaced while a submission is processed wait for its end.

    /// Adds an upload or replaces the one with its key, which drops what was kept beside that; opens and starts the
    /// session. Errors: not_found, session_expired, session_completed, in_use_elsewhere, those of check_upload_limit.
    task<Snapshot> put_upload(Which which, File file, access::Claim claim = {}, action::UploadLimit limit = {});
    /// Keeps a file beside the upload whose file is `made_from`, in place of the one before.
    /// Errors: conflict (there is no such upload any more, or it is being submitted), not_found, session_expired,
    /// session_completed.
    task<Snapshot> keep(Id id, File file, Id made_from);
    /// Errors: not_found (also: no such key), session_expired, session_completed, in_use_elsewhere.
    task<Snapshot> remove_upload(Which which, std::string key, access::Claim claim = {});
    /// `draft` is not empty; it counts as a file does.
    /// Errors: not_found, session_expired, session_completed, in_use_elsewhere, session_quota_exceeded, storage_full.
    task<Snapshot> put_draft(Which which, std::string draft, access::Claim claim = {});

    /// Errors: not_found (no such session, or it has no such annex).
    task<AnnexText> annex(Id id, Annex which);

    /// Counts as waiting for the session's lease while it lives, as who waits in `acquire` does: see
    /// lifecycle::release.
    using Waiter = std::unique_ptr<Waiting, std::function<void(Waiting*)>>;
    Waiter expect_lease(const Id& id) { return waiting_.enter(id); }
    /// Takes the submission lease for a submission fully received at `received_at`; waits while another holds it.
    /// Errors: not_found, not_opened, session_completed, session_expired, in_use_elsewhere. Does not bind.
    task<Snapshot> acquire(Which which, Id submission, std::chrono::milliseconds longest, TimePoint received_at,
                           access::Claim claim = {});
    /// The lease's time begins anew. Errors: conflict (it is not this submission's any more), not_found.
    task<> renew(Id id, Id submission, std::chrono::milliseconds longest);
    /// Gives the lease back after a failure.
    task<> release(Id id, Id submission);
    /// A session that was taken over since the lease was given is completed all the same: what the person sent counts.
    /// Errors: conflict, session_expired, not_found.
    task<Snapshot> complete(Id id, Id submission, lifecycle::Completion completion, access::Claim claim = {});

    /// What completed sessions still wait for.
    Uncollected& uncollected() { return uncollected_; }

    /// Ends all that is due, a part at a time. Call it a few times a second.
    /// Errors: the store's.
    task<> sweep();

private:
    /// Counts who waits for which session's lease.
    class Waiting {
    public:
        Waiter enter(const Id& id);
        bool any(const Id& id) const;

    private:
        mutable std::mutex mutex_;
        std::unordered_map<Id, unsigned, IdHash> counts_;
    };

    using Change = std::function<result<Session>(const Session&)>;

    /// Takes what is known, once, if it is not over.
    task<Snapshot> read(Which& which);
    task<Snapshot> update(Which which, Change change);
    /// `changes`: what comes with the change; `change`, which may run more than once, fills in what depends on the
    /// session.
    task<Snapshot> update(Which which, Change change, const Changes& changes);
    /// As `update`, once no submission holds the session: what is being submitted must not change.
    // decision 0088
    task<Snapshot> update_unheld(Which which, Change change, const Changes& changes);
    /// As `update`; while `change` sets the flag it is called again whenever a submission may have ended.
    task<Snapshot> update_when_free(Which which, std::function<result<Session>(const Session&, bool& held)> change,
                                    const Changes& changes);
    task<Snapshot> apply_time(Snapshot snapshot);
    boost::asio::awaitable<void> end(Snapshot snapshot, std::optional<Problem>& failure);

    session::SessionStore& sessions_;
    file::FileStore& files_;
    event::Hub& hub_;
    Clocks clocks_;
    Waiting waiting_;
    Uncollected uncollected_;
};

}  // namespace baton::core::session
