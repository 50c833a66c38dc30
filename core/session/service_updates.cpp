#include "core/base/background.hpp"
#include "core/observe/background_log.hpp"
#include "core/observe/log.hpp"
#include "core/session/service.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

/// How sessions are read and changed, whatever the change is: the other half of service.cpp.
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

/// What goes with a session that ends.
Changes leave_all(const Session& session) {
    Changes changes;
    if (session.draft_bytes > 0) changes.annexes.push_back({Annex::draft, nullptr, session.draft_bytes});
    if (session.retained_bytes > 0) changes.annexes.push_back({Annex::retained, nullptr, session.retained_bytes});
    changes.drops = all_files(session);
    return changes;
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
    auto snapshot = co_await sessions_.create(std::move(session));
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
            if (auto removed = co_await sessions_.remove(id); !removed) co_return removed.error();
            co_return problem(errc::not_found);
        }
        if (next->is_tombstone() == snapshot->is_tombstone()) co_return snapshot;
        auto applied =
            co_await sessions_.compare_and_set(id, snapshot->version, std::move(*next), leave_all(*snapshot));
        if (applied) {
            log_transition(**applied);
            uncollected_.forget(id);
            hub_.notify(id);
            co_return applied;
        }
        if (applied.error().code != errc::conflict) co_return applied.error();
        auto again = co_await sessions_.get(id);
        if (!again) co_return again.error();
        snapshot = std::move(*again);
    }
}

task<Snapshot> Service::read(Which& which) {
    auto known = std::exchange(which.known, nullptr);
    if (known && now() < lifecycle::deadline(*known)) co_return known;
    co_return co_await get(which.id);
}

task<Snapshot> Service::update(Which which, Change change) {
    Changes none;
    co_return co_await update(std::move(which), std::move(change), none);
}

task<Snapshot> Service::update(Which which, Change change, const Changes& changes) {
    const Id id = which.id;
    for (;;) {
        const bool is_known = which.known != nullptr;
        auto snapshot = co_await read(which);
        if (!snapshot) co_return snapshot.error();
        auto next = change(**snapshot);
        // It may have become another one since.
        if (!next && is_known) continue;
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

task<Snapshot> Service::update_unheld(Which which, Change change, const Changes& changes) {
    auto unheld = [this, change = std::move(change)](const Session& session, bool& held) {
        held = lifecycle::is_held(session, now());
        return held ? result<Session>{problem(errc::conflict)} : change(session);
    };
    co_return co_await update_when_free(std::move(which), std::move(unheld), changes);
}

task<Snapshot> Service::update_when_free(Which which, std::function<result<Session>(const Session&, bool&)> change,
                                         const Changes& changes) {
    const Id id = which.id;
    const auto executor = co_await asio::this_coro::executor;
    const auto wake = std::make_shared<asio::steady_timer>(executor);
    const auto subscription = hub_.subscribe(id, executor, [wake] { wake->cancel(); });
    for (;;) {
        bool held = false;
        auto tried = [&](const Session& session) {
            held = false;
            return change(session, held);
        };
        auto applied = co_await update(std::exchange(which, Which{id}), std::move(tried), changes);
        if (!held) co_return applied;
        // The wake-up is only a hint; without it the session is asked for again after a while.
        wake->expires_after(std::chrono::seconds{1});
        (void)co_await wake->async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

task<> Service::sweep() {
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        auto due = co_await sessions_.due(now(), swept_at_once);
        if (!due) co_return due.error();
        std::optional<Problem> failure;
        // Side by side: a store on a disk writes what comes together in one go.
        background::Group ends{observe::log_background};
        for (auto& snapshot : *due) ends.run(executor, "session end", end(std::move(snapshot), failure));
        co_await ends.join();
        if (failure) co_return *failure;
        if (due->size() < swept_at_once) co_return result<>{};
        // Many may end in one moment; those who are served on this loop must not wait for all of them.
        co_await asio::post(asio::use_awaitable);
    }
}

asio::awaitable<void> Service::end(Snapshot snapshot, std::optional<Problem>& failure) {
    auto ended = co_await apply_time(std::move(snapshot));
    if (!ended && ended.error().code != errc::not_found) failure = ended.error();
}

}  // namespace baton::core::session
