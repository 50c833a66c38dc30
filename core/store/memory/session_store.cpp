#include "core/store/memory/session_store.hpp"

#include "core/session/footprint.hpp"
#include "core/session/lifecycle.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace baton::core::store::memory {

using session::Annex;
using session::AnnexText;
using session::Session;
using session::Snapshot;
using session::TimePoint;

namespace {

/// What was taken of a share goes back unless it is kept: memory may run out where it is to be used.
class Taken {
public:
    Taken(Shares& shares, access::Owner owner, std::uint64_t amount)
        : shares_(shares), owner_(owner), amount_(amount) {}
    ~Taken() { shares_.give_back(owner_, amount_); }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    void keep() { amount_ = 0; }

private:
    Shares& shares_;
    access::Owner owner_;
    std::uint64_t amount_;
};

}  // namespace

task<Snapshot> MemorySessionStore::create(Session first) {
    first.version = 1;
    const auto snapshot = std::make_shared<const Session>(std::move(first));
    const Id id = snapshot->id();
    const access::Owner owner = snapshot->spec->owner;
    const std::uint64_t bytes = session::footprint(*snapshot);
    if (auto room = make_room(count_, owner, 1, "MAX_SESSIONS"); !room) co_return room.error();
    Taken one{count_, owner, 1};
    if (auto room = make_room(bytes_, owner, bytes, "SESSIONS_MAX_BYTES"); !room) co_return room.error();
    Taken its_bytes{bytes_, owner, bytes};
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    if (shard.sessions.contains(id)) co_return problem(errc::conflict, "session id exists");
    // Before the session, which must not be without one; a stale one does no harm.
    shard.deadlines.emplace(session::lifecycle::deadline(*snapshot), id);
    shard.sessions.emplace(id, Stored{snapshot, bytes});
    one.keep();
    its_bytes.keep();
    co_return snapshot;
}

task<Snapshot> MemorySessionStore::get(Id id) {
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    const auto found = shard.sessions.find(id);
    if (found == shard.sessions.end()) co_return problem(errc::not_found);
    co_return found->second.snapshot;
}

task<Snapshot> MemorySessionStore::compare_and_set(Id id, std::uint64_t version, Session next,
                                                   session::Changes changes) {
    auto changed = replace(id, version, std::move(next), std::move(changes.annexes));
    if (!changed) co_return changed;
    for (const auto& file : changes.drops) (void)co_await files_.remove(file.id);
    co_return changed;
}

result<Snapshot> MemorySessionStore::replace(Id id, std::uint64_t version, Session next,
                                             session::AnnexChanges changes) {
    const access::Owner owner = next.spec->owner;
    const std::uint64_t bytes = session::footprint(next);
    Shard& shard = shard_of(id);
    const auto find = [&]() -> result<Stored*> {
        const auto found = shard.sessions.find(id);
        if (found == shard.sessions.end()) return problem(errc::not_found);
        if (found->second.snapshot->version != version) return problem(errc::conflict);
        return &found->second;
    };
    std::uint64_t before = 0;
    {
        const std::lock_guard lock{shard.mutex};
        const auto stored = find();
        if (!stored) return stored.error();
        before = (*stored)->bytes;
    }
    // Without the lock: tombstones may lie anywhere. What is at the same version afterwards is as large as it was.
    const std::uint64_t more = std::max(bytes, before) - before;
    if (auto room = make_room(bytes_, owner, more, "SESSIONS_MAX_BYTES"); !room) return room.error();
    Taken growth{bytes_, owner, more};
    next.version = version + 1;
    Snapshot changed = std::make_shared<const Session>(std::move(next));
    const std::lock_guard lock{shard.mutex};
    const auto stored = find();
    if (!stored) return stored.error();
    // First all that may find no memory, then all that changes the session.
    const auto after = session::lifecycle::deadline(*changed);
    if (after != session::lifecycle::deadline(*(*stored)->snapshot)) shard.deadlines.emplace(after, id);
    Annexes* annexes = changes.empty() ? nullptr : &shard.annexes[id];
    if (changed->is_tombstone()) bury(shard, *changed);
    growth.keep();
    bytes_.give_back(owner, before + more - bytes);
    (*stored)->bytes = bytes;
    // What was there goes with `changes`, after the lock: giving back takes the quota's.
    for (auto& change : changes) (*annexes)[static_cast<std::size_t>(change.annex)].swap(change.text);
    if (annexes != nullptr && *annexes == Annexes{}) shard.annexes.erase(id);
    (*stored)->snapshot = changed;
    return changed;
}

void MemorySessionStore::bury(Shard& shard, const Session& tombstone) {
    const auto queue = shard.tombstones.try_emplace(tombstone.spec->owner).first;
    try {
        queue->second.emplace_back(*tombstone.ended_at, tombstone.id());
    } catch (...) {
        if (queue->second.empty()) shard.tombstones.erase(queue);
        throw;
    }
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
    decltype(Shard::annexes)::node_type dropped;  // destroyed after the lock, as in `compare_and_set`
    Shard& shard = shard_of(id);
    const std::lock_guard lock{shard.mutex};
    dropped = shard.annexes.extract(id);
    const auto found = shard.sessions.find(id);
    if (found == shard.sessions.end()) co_return result<>{};
    const access::Owner owner = found->second.snapshot->spec->owner;
    erase(shard, id);
    const auto tombstones = shard.tombstones.find(owner);
    if (tombstones == shard.tombstones.end()) co_return result<>{};
    // Tombstones go nearly in the order in which they came.
    auto& queue = tombstones->second;
    while (!queue.empty() && !shard.sessions.contains(queue.front().second)) queue.pop_front();
    if (queue.empty()) shard.tombstones.erase(tombstones);
    co_return result<>{};
}

std::size_t MemorySessionStore::erase(Shard& shard, const Id& id) {
    const auto found = shard.sessions.find(id);
    if (found == shard.sessions.end()) return 0;
    const access::Owner owner = found->second.snapshot->spec->owner;
    count_.give_back(owner, 1);
    bytes_.give_back(owner, found->second.bytes);
    shard.sessions.erase(found);
    return 1;
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
        if (found == shard.sessions.end() || session::lifecycle::deadline(*found->second.snapshot) != entry.first) {
            continue;
        }
        out.push_back(found->second.snapshot);
        still_due.push_back(entry);
    }
    // The caller may fail to apply what is due; it must hear of it again.
    for (const Deadline& entry : still_due) shard.deadlines.push(entry);
}

result<> MemorySessionStore::make_room(Shares& shares, access::Owner owner, std::uint64_t amount,
                                       std::string_view setting) {
    for (;;) {
        const auto room = shares.take(owner, amount);
        if (room == Shares::Room::enough) return {};
        const bool of_key = room == Shares::Room::key_is_full;
        const auto whose = of_key ? std::optional{owner} : std::nullopt;
        if (!shares.ever_fits(amount) || !drop_a_tombstone(whose)) {
            return problem(errc::storage_full, (of_key ? "KEY_" : "") + std::string{setting} + " reached");
        }
    }
}

bool MemorySessionStore::drop_a_tombstone(std::optional<access::Owner> owner) {
    for (;;) {
        Shard* oldest = nullptr;
        access::Owner whose = 0;
        session::TimePoint ended_at = session::TimePoint::max();
        for (Shard& shard : shards_) {
            const std::lock_guard lock{shard.mutex};
            for (const auto& [each, tombstones] : shard.tombstones) {
                if ((owner && each != *owner) || tombstones.front().first >= ended_at) continue;
                oldest = &shard;
                whose = each;
                ended_at = tombstones.front().first;
            }
        }
        if (oldest == nullptr) return false;
        const std::lock_guard lock{oldest->mutex};
        const auto found = oldest->tombstones.find(whose);
        // Somebody else may have taken it in between.
        if (found == oldest->tombstones.end()) continue;
        const std::size_t erased = erase(*oldest, found->second.front().second);
        found->second.pop_front();
        if (found->second.empty()) oldest->tombstones.erase(found);
        if (erased > 0) return true;
    }
}

}  // namespace baton::core::store::memory
