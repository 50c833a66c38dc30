#include "core/store/memory/session_store.hpp"

#include "core/session/lifecycle.hpp"

#include <memory>

namespace baton::core::store::memory {

using session::Annex;
using session::AnnexText;
using session::Session;
using session::Snapshot;
using session::TimePoint;

task<> MemorySessionStore::create(Session first) {
    if (count_ >= capacity_ && !drop_a_tombstone()) co_return problem(errc::storage_full, "MAX_SESSIONS reached");
    Shard& shard = shard_of(first.id());
    const std::lock_guard lock{shard.mutex};
    const Id id = first.id();
    first.version = 1;
    auto snapshot = std::make_shared<const Session>(std::move(first));
    if (!shard.sessions.emplace(id, snapshot).second) co_return problem(errc::conflict, "session id exists");
    ++count_;
    shard.deadlines.emplace(session::lifecycle::deadline(*snapshot), id);
    co_return result<>{};
}

task<Snapshot> MemorySessionStore::get(Id id) {
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.sessions.find(id);
    if (found == shard.sessions.end()) co_return problem(errc::not_found);
    co_return found->second;
}

task<Snapshot> MemorySessionStore::compare_and_set(Id id, std::uint64_t version, Session next,
                                                   session::AnnexChanges changes) {
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.sessions.find(id);
    if (found == shard.sessions.end()) co_return problem(errc::not_found);
    if (found->second->version != version) co_return problem(errc::conflict);
    apply(shard, id, changes);
    next.version = version + 1;
    const auto before = session::lifecycle::deadline(*found->second);
    found->second = std::make_shared<const Session>(std::move(next));
    if (found->second->is_tombstone()) shard.tombstones.emplace_back(*found->second->ended_at, id);
    const auto after = session::lifecycle::deadline(*found->second);
    if (after != before) shard.deadlines.emplace(after, id);
    co_return found->second;
}

void MemorySessionStore::apply(Shard& shard, const Id& id, session::AnnexChanges& changes) {
    if (changes.empty()) return;
    Annexes& annexes = shard.annexes[id];
    // What was there goes with `changes`, after the lock: giving back takes the quota's.
    for (auto& change : changes) annexes[static_cast<std::size_t>(change.annex)].swap(change.text);
    if (annexes == Annexes{}) shard.annexes.erase(id);
}

task<AnnexText> MemorySessionStore::annex(Id id, Annex which) {
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.annexes.find(id);
    if (found == shard.annexes.end()) co_return problem(errc::not_found);
    AnnexText text = found->second[static_cast<std::size_t>(which)];
    if (!text) co_return problem(errc::not_found);
    co_return text;
}

task<> MemorySessionStore::remove(Id id) {
    decltype(Shard::annexes)::node_type dropped;  // destroyed after the lock, as in `apply`
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    count_ -= shard.sessions.erase(id);
    dropped = shard.annexes.extract(id);
    // Tombstones go nearly in the order in which they came.
    while (!shard.tombstones.empty() && !shard.sessions.contains(shard.tombstones.front().second)) {
        shard.tombstones.pop_front();
    }
    co_return result<>{};
}

task<std::vector<Snapshot>> MemorySessionStore::due(TimePoint now, std::size_t limit) {
    std::vector<Snapshot> sessions;
    for (Shard& shard : shards_) {
        const std::lock_guard lock{shard.mutex};
        collect_due(shard, now, limit, sessions);
    }
    co_return sessions;
}

void MemorySessionStore::collect_due(Shard& shard, TimePoint now, std::size_t limit, std::vector<Snapshot>& out) {
    std::vector<Deadline> still_due;
    while (!shard.deadlines.empty() && shard.deadlines.top().first <= now && out.size() < limit) {
        const Deadline entry = shard.deadlines.top();
        shard.deadlines.pop();
        const auto found = shard.sessions.find(entry.second);
        if (found == shard.sessions.end() || session::lifecycle::deadline(*found->second) != entry.first) continue;
        out.push_back(found->second);
        still_due.push_back(entry);
    }
    // The caller may fail to apply what is due; it must hear of it again.
    for (const Deadline& entry : still_due) shard.deadlines.push(entry);
}

bool MemorySessionStore::drop_a_tombstone() {
    for (;;) {
        Shard* oldest = nullptr;
        session::TimePoint ended_at = session::TimePoint::max();
        for (Shard& shard : shards_) {
            const std::lock_guard lock{shard.mutex};
            if (shard.tombstones.empty() || shard.tombstones.front().first >= ended_at) continue;
            oldest = &shard;
            ended_at = shard.tombstones.front().first;
        }
        if (oldest == nullptr) return false;
        const std::lock_guard lock{oldest->mutex};
        // Somebody else may have taken it in between.
        if (oldest->tombstones.empty()) continue;
        const std::size_t erased = oldest->sessions.erase(oldest->tombstones.front().second);
        oldest->tombstones.pop_front();
        count_ -= erased;
        if (erased > 0) return true;
    }
}

}  // namespace baton::core::store::memory
