#include "core/session/service.hpp"

#include "core/observe/log.hpp"
#include "core/session/upload_limit.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace baton::core::session {

namespace asio = boost::asio;

namespace {

/// Sessions ended before others get their turn; a millisecond's work.
constexpr std::size_t swept_at_once = 200;

void log_transition(const Session& session) {
    if (!log::enabled(log::Level::info)) return;
    log::info("session", {{"session", log_name(session.id())},
                          {"action", session.spec->action},
                          {"status", to_string(session.status)},
                          {"seq", session.sequence()}});
}

/// Errors when files and drafts can no longer change.
result<void> require_unfinished(const Session& session) {
    if (session.status == Status::expired) return problem(errc::session_expired);
    if (session.status == Status::completed) return problem(errc::session_completed);
    return {};
}

/// Whether acting with this claim leaves the session to whom it belongs.
bool keeps_holder(const Session& session, const access::Claim& claim) {
    return claim.fits(session.device) && claim.bind(session.device) == session.device;
}

/// What becomes of the annexes of a session that ends.
AnnexChanges forget_annexes(const Session& session) {
    AnnexChanges changes;
    if (session.draft_bytes > 0) changes.push_back({Annex::draft, nullptr});
    if (session.retained_bytes > 0) changes.push_back({Annex::retained, nullptr});
    return changes;
}

std::vector<File> all_files(const Session& session) {
    std::vector<File> files = leaving_files(session, false);
    files.insert(files.end(), session.items.begin(), session.items.end());
    return files;
}

std::vector<Upload>::iterator upload_of(Session& session, std::string_view key) {
    return std::ranges::find(session.uploads, key,
                             [](const Upload& upload) -> const std::string& { return upload.file.key; });
}

}  // namespace

Service::Waiter Service::Waiting::enter(const Id& id) {
    const std::lock_guard lock{mutex_};
    ++counts_[id];
    return {this, [id](Waiting* room) {
                const std::lock_guard guard{room->mutex_};
                const auto found = room->counts_.find(id);
                if (--found->second == 0) room->counts_.erase(found);
            }};
}

bool Service::Waiting::any(const Id& id) const {
    const std::lock_guard lock{mutex_};
    return counts_.contains(id);
}

task<Snapshot> Service::create(Spec spec) {
    Session session;
    session.spec = std::make_shared<const Spec>(std::move(spec));
    const Id id = session.id();
    if (auto created = co_await sessions_.create(std::move(session)); !created) co_return created.error();
    auto snapshot = co_await sessions_.get(id);
    if (snapshot) log_transition(**snapshot);
    co_return snapshot;
}

task<Snapshot> Service::get(Id id) {
    auto snapshot = co_await sessions_.get(id);
    if (!snapshot || now() < lifecycle::deadline(**snapshot)) co_return snapshot;
    co_return co_await apply_time(std::move(*snapshot));
}

task<Snapshot> Service::apply_time(Snapshot snapshot) {
    const Id id = snapshot->id();
    for (;;) {
        auto next = lifecycle::tick(*snapshot, now());
        if (!next) {
            (void)co_await sessions_.remove(id);
            co_return problem(errc::not_found);
        }
        if (next->is_tombstone() == snapshot->is_tombstone()) co_return snapshot;
        auto applied =
            co_await sessions_.compare_and_set(id, snapshot->version, std::move(*next), forget_annexes(*snapshot));
        if (applied) {
            log_transition(**applied);
            uncollected_.forget(id);
            (void)co_await forget_files(all_files(*snapshot));
            hub_.notify(id);
            co_return applied;
        }
        if (applied.error().code != errc::conflict) co_return applied.error();
        auto again = co_await sessions_.get(id);
        if (!again) co_return again.error();
        snapshot = std::move(*again);
    }
}

task<Snapshot> Service::update(Id id, Change change, AnnexChanges changes) {
    for (;;) {
        auto snapshot = co_await get(id);
        if (!snapshot) co_return snapshot.error();
        auto next = change(**snapshot);
        if (!next) co_return next.error();
        const bool is_event = next->sequence() != (*snapshot)->sequence();
        const TimePoint decided = now();
        const bool lease_freed = lifecycle::is_held(**snapshot, decided) && !lifecycle::is_held(*next, decided);
        auto applied = co_await sessions_.compare_and_set(id, (*snapshot)->version, std::move(*next), changes);
        if (applied) {
            if (is_event) log_transition(**applied);
            if (is_event || lease_freed) hub_.notify(id);
            co_return applied;
        }
        if (applied.error().code != errc::conflict) co_return applied.error();
    }
}

task<Snapshot> Service::update_unheld(Id id, Change change) {
    return update_when_free(id, [this, change = std::move(change)](const Session& session, bool& held) {
        held = lifecycle::is_held(session, now());
        return held ? result<Session>{problem(errc::conflict)} : change(session);
    });
}

task<Snapshot> Service::update_when_free(Id id, std::function<result<Session>(const Session&, bool&)> change) {
    const auto executor = co_await asio::this_coro::executor;
    const auto wake = std::make_shared<asio::steady_timer>(executor);
    const auto subscription = hub_.subscribe(id, executor, [wake] { wake->cancel(); });
    for (;;) {
        bool held = false;
        auto applied = co_await update(id, [&](const Session& session) {
            held = false;
            return change(session, held);
        });
        if (!held) co_return applied;
        // The wake-up is only a hint; without it the session is asked for again after a while.
        wake->expires_after(std::chrono::seconds{1});
        (void)co_await wake->async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

task<Snapshot> Service::open(Id id) {
    auto snapshot = co_await get(id);
    // Most calls find it open already; they need no write.
    if (snapshot && (*snapshot)->status != Status::pending && (*snapshot)->status != Status::expired) {
        co_return snapshot;
    }
    co_return co_await update(id, [this](const Session& session) { return lifecycle::open(session, now()); });
}

task<Snapshot> Service::start(Id id, access::Claim claim) {
    auto snapshot = co_await get(id);
    const bool started =
        snapshot && ((*snapshot)->status == Status::action_started || (*snapshot)->status == Status::completed);
    if (started && keeps_holder(**snapshot, claim)) co_return snapshot;
    co_return co_await update(id, [&](const Session& session) {
        auto next = lifecycle::start(session, now());
        if (!next) return next;
        auto bound = lifecycle::bind(*next, claim);
        return bound ? std::move(next) : result<Session>{bound.error()};
    });
}

task<Snapshot> Service::bind(Id id, access::Claim claim) {
    auto snapshot = co_await get(id);
    if (snapshot && require_unfinished(**snapshot) && keeps_holder(**snapshot, claim)) co_return snapshot;
    co_return co_await update(id, [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        Session next = session;
        if (auto bound = lifecycle::bind(next, claim); !bound) return bound.error();
        return next;
    });
}

task<Snapshot> Service::take_over(Id id, access::Claim claim) {
    auto taken =
        co_await update(id, [&](const Session& session) { return lifecycle::take_over(session, claim, now()); });
    // No event of the session, but the phone that lost it wants to know.
    if (taken) hub_.notify(id);
    co_return taken;
}

task<Snapshot> Service::put_upload(Id id, File file, access::Claim claim, action::UploadLimit limit) {
    std::vector<File> replaced;
    auto applied = co_await update_unheld(id, [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        auto next = lifecycle::start(session, now());
        if (!next) return next;
        if (auto bound = lifecycle::bind(*next, claim); !bound) return bound.error();
        if (auto allowed = check_upload_limit(*next, file.key, limit); !allowed) return allowed.error();
        const auto found = upload_of(*next, file.key);
        if (found == next->uploads.end()) {
            replaced.clear();
            next->uploads.push_back({file});
        } else {
            replaced = files_of(*found);
            *found = {file};
        }
        return next;
    });
    if (applied) (void)co_await forget_files(std::move(replaced));
    co_return applied;
}

task<Snapshot> Service::keep(Id id, File file, Id made_from) {
    std::vector<File> replaced;
    const auto kept = std::make_shared<const File>(std::move(file));
    auto applied = co_await update(id, [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        if (lifecycle::is_held(session, now())) return problem(errc::conflict, "the session is being submitted");
        Session next = session;
        const auto source =
            std::ranges::find(next.uploads, made_from, [](const Upload& upload) { return upload.file.id; });
        if (source == next.uploads.end()) return problem(errc::conflict, "the file has changed");
        replaced.clear();
        if (source->kept) replaced.push_back(*source->kept);
        source->kept = kept;
        return next;
    });
    if (applied) (void)co_await forget_files(std::move(replaced));
    co_return applied;
}

task<Snapshot> Service::remove_upload(Id id, std::string key, access::Claim claim) {
    std::vector<File> removed;
    auto applied = co_await update_unheld(id, [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        Session next = session;
        if (auto bound = lifecycle::bind(next, claim); !bound) return bound.error();
        const auto found = upload_of(next, key);
        if (found == next.uploads.end()) return problem(errc::not_found, "no file with this key");
        removed = files_of(*found);
        next.uploads.erase(found);
        return next;
    });
    if (applied) (void)co_await forget_files(std::move(removed));
    co_return applied;
}

task<Snapshot> Service::put_draft(Id id, std::string draft, access::Claim claim) {
    const auto current = co_await get(id);
    if (!current) co_return current.error();
    auto charge = files_.charge((*current)->payer(), draft.size(), (*current)->draft_bytes);
    if (!charge) co_return charge.error();
    const auto bytes = static_cast<std::uint32_t>(draft.size());
    const auto change = [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        Session next = session;
        if (auto bound = lifecycle::bind(next, claim); !bound) return bound.error();
        next.draft_bytes = bytes;
        return next;
    };
    co_return co_await update(id, change, {{Annex::draft, counted(std::move(draft), std::move(*charge))}});
}

task<AnnexText> Service::annex(Id id, Annex which) {
    return sessions_.annex(id, which);
}

task<Snapshot> Service::acquire(Id id, Id submission, std::chrono::milliseconds longest, TimePoint received_at,
                                access::Claim claim) {
    const auto place = waiting_.enter(id);
    co_return co_await update_when_free(id, [&](const Session& session, bool& held) -> result<Session> {
        auto leased = lifecycle::lease(session, submission, longest, received_at, now(), claim);
        if (!leased) return leased.error();
        held = !leased->has_value();
        if (held) return problem(errc::conflict);
        return std::move(**leased);
    });
}

task<> Service::renew(Id id, Id submission, std::chrono::milliseconds longest) {
    auto renewed = co_await update(
        id, [&](const Session& session) { return lifecycle::renew(session, submission, longest, now()); });
    if (!renewed) co_return renewed.error();
    co_return result<>{};
}

task<> Service::release(Id id, Id submission) {
    auto released = co_await update(
        id, [&](const Session& session) { return lifecycle::release(session, submission, waiting_.any(id), now()); });
    if (!released) co_return released.error();
    co_return result<>{};
}

task<Snapshot> Service::complete(Id id, Id submission, lifecycle::Completion completion, access::Claim claim) {
    std::vector<File> dropped;
    AnnexChanges changes{{Annex::draft, nullptr}};
    if (completion.retained) changes.push_back({Annex::retained, completion.retained});
    bool added = false;
    const auto change = [&](const Session& session) {
        dropped = leaving_files(session, completion.retain);
        auto next = lifecycle::complete(session, submission, completion, now());
        if (!next) return next;
        next->device = claim.bind(session.device);
        // Not before it is known that no other submission has completed it: its result would be forgotten with ours.
        uncollected_.add(id, completion.items, now());
        added = true;
        return next;
    };
    result<Snapshot> applied = problem(errc::internal);
    try {
        applied = co_await update(id, change, std::move(changes));
    } catch (...) {
        if (added) uncollected_.forget(id);
        throw;
    }
    if (!applied && added) uncollected_.forget(id);
    if (applied) (void)co_await forget_files(std::move(dropped));
    co_return applied;
}

task<> Service::sweep() {
    for (;;) {
        auto due = co_await sessions_.due(now(), swept_at_once);
        if (!due) co_return due.error();
        for (auto& snapshot : *due) {
            auto ended = co_await apply_time(std::move(snapshot));
            if (!ended && ended.error().code != errc::not_found) co_return ended.error();
        }
        if (due->size() < swept_at_once) co_return result<>{};
        // Many may end in one moment; those who are served on this loop must not wait for all of them.
        co_await asio::post(asio::use_awaitable);
    }
}

task<> Service::forget_files(std::vector<File> files) {
    for (const auto& file : files) (void)co_await files_.remove(file.id);
    co_return result<>{};
}

}  // namespace baton::core::session
