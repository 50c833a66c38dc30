#include "core/session/service.hpp"

#include "core/base/background.hpp"
#include "core/observe/background_log.hpp"
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

std::vector<Upload>::iterator upload_of(Session& session, std::string_view key) {
    return std::ranges::find(session.uploads, key,
                             [](const Upload& upload) -> const std::string& { return upload.file.key; });
}

}  // namespace

task<Snapshot> Service::open(Which which) {
    auto snapshot = co_await read(which);
    // Most calls find it open already; they need no write.
    if (snapshot && (*snapshot)->status != Status::pending && (*snapshot)->status != Status::expired) {
        co_return snapshot;
    }
    if (snapshot) which.known = std::move(*snapshot);
    co_return co_await update(std::move(which),
                              [this](const Session& session) { return lifecycle::open(session, now()); });
}

task<Snapshot> Service::start(Which which, access::Claim claim) {
    auto snapshot = co_await read(which);
    const bool started =
        snapshot && ((*snapshot)->status == Status::action_started || (*snapshot)->status == Status::completed);
    if (started && keeps_holder(**snapshot, claim)) co_return snapshot;
    if (snapshot) which.known = std::move(*snapshot);
    co_return co_await update(std::move(which), [&](const Session& session) {
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

task<Snapshot> Service::take_over(Which which, access::Claim claim) {
    const Id id = which.id;
    auto taken = co_await update(std::move(which),
                                 [&](const Session& session) { return lifecycle::take_over(session, claim, now()); });
    // No event of the session, but the phone that lost it wants to know.
    if (taken) hub_.notify(id);
    co_return taken;
}

task<Snapshot> Service::put_upload(Which which, File file, access::Claim claim, action::UploadLimit limit) {
    Changes changes;
    changes.takes.push_back(file);
    auto change = [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        auto next = lifecycle::start(session, now());
        if (!next) return next;
        if (auto bound = lifecycle::bind(*next, claim); !bound) return bound.error();
        if (auto allowed = check_upload_limit(*next, file.key, limit); !allowed) return allowed.error();
        const auto found = upload_of(*next, file.key);
        changes.drops.clear();
        if (found == next->uploads.end()) {
            next->uploads.push_back({file});
        } else {
            changes.drops = files_of(*found);
            *found = {file};
        }
        return next;
    };
    co_return co_await update_unheld(std::move(which), std::move(change), changes);
}

task<Snapshot> Service::keep(Id id, File file, Id made_from) {
    Changes changes;
    changes.takes.push_back(file);
    const auto kept = std::make_shared<const File>(std::move(file));
    auto change = [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        if (lifecycle::is_held(session, now())) return problem(errc::conflict, "the session is being submitted");
        Session next = session;
        const auto source =
            std::ranges::find(next.uploads, made_from, [](const Upload& upload) { return upload.file.id; });
        if (source == next.uploads.end()) return problem(errc::conflict, "the file has changed");
        changes.drops.clear();
        if (source->kept) changes.drops.push_back(*source->kept);
        source->kept = kept;
        return next;
    };
    co_return co_await update(id, std::move(change), changes);
}

task<Snapshot> Service::remove_upload(Which which, std::string key, access::Claim claim) {
    Changes changes;
    auto change = [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        Session next = session;
        if (auto bound = lifecycle::bind(next, claim); !bound) return bound.error();
        const auto found = upload_of(next, key);
        if (found == next.uploads.end()) return problem(errc::not_found, "no file with this key");
        changes.drops = files_of(*found);
        next.uploads.erase(found);
        return next;
    };
    co_return co_await update_unheld(std::move(which), std::move(change), changes);
}

task<Snapshot> Service::put_draft(Which which, std::string draft, access::Claim claim) {
    auto current = co_await read(which);
    if (!current) co_return current.error();
    auto charge = files_.charge((*current)->payer(), draft.size(), (*current)->draft_bytes);
    if (!charge) co_return charge.error();
    Changes changes;
    const AnnexText text = counted(std::move(draft), std::move(*charge));
    auto change = [&](const Session& session) -> result<Session> {
        if (auto open = require_unfinished(session); !open) return open.error();
        Session next = session;
        if (auto bound = lifecycle::bind(next, claim); !bound) return bound.error();
        changes.annexes = {{Annex::draft, text, session.draft_bytes}};
        next.draft_bytes = static_cast<std::uint32_t>(text->size());
        return next;
    };
    which.known = std::move(*current);
    co_return co_await update(std::move(which), std::move(change), changes);
}

task<AnnexText> Service::annex(Id id, Annex which) {
    return sessions_.annex(id, which);
}

task<Snapshot> Service::acquire(Which which, Id submission, std::chrono::milliseconds longest, TimePoint received_at,
                                access::Claim claim) {
    const auto place = waiting_.enter(which.id);
    const Changes none;
    auto change = [&](const Session& session, bool& held) -> result<Session> {
        auto leased = lifecycle::lease(session, submission, longest, received_at, now(), claim);
        if (!leased) return leased.error();
        held = !leased->has_value();
        if (held) return problem(errc::conflict);
        return std::move(**leased);
    };
    co_return co_await update_when_free(std::move(which), std::move(change), none);
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
    Changes changes;
    changes.takes = completion.items;
    bool added = false;
    const auto change = [&](const Session& session) {
        changes.drops = leaving_files(session, completion.retain);
        changes.annexes.clear();
        if (session.draft_bytes > 0) changes.annexes.push_back({Annex::draft, nullptr, session.draft_bytes});
        if (completion.retained) changes.annexes.push_back({Annex::retained, completion.retained});
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
        applied = co_await update(id, change, changes);
    } catch (...) {
        if (added) uncollected_.forget(id);
        throw;
    }
    if (!applied && added) uncollected_.forget(id);
    co_return applied;
}

}  // namespace baton::core::session
