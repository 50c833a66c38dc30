#pragma once

#include "core/session/session_store.hpp"

#include <array>
#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

namespace baton::core::store::memory {

/// Sessions in this process's memory. When it is full the oldest tombstones give way; sessions never do.
class MemorySessionStore : public session::SessionStore {
public:
    explicit MemorySessionStore(std::size_t capacity) : capacity_(capacity) {}

    task<> create(session::Session first) override;
    task<session::Snapshot> get(Id id) override;
    task<session::Snapshot> compare_and_set(Id id, std::uint64_t version, session::Session next,
                                            session::AnnexChanges changes = {}) override;
    task<session::AnnexText> annex(Id id, session::Annex which) override;
    task<> remove(Id id) override;
    task<std::vector<session::Snapshot>> due(session::TimePoint now, std::size_t limit) override;

private:
    using Deadline = std::pair<session::TimePoint, Id>;

    using Annexes = std::array<session::AnnexText, session::annex_count>;

    /// Deadlines are not taken out of the queue when a session changes; a stale one is noticed when it comes up.
    struct Shard {
        std::mutex mutex;
        std::unordered_map<Id, session::Snapshot, IdHash> sessions;
        std::unordered_map<Id, Annexes, IdHash> annexes;  ///< of the sessions that have any
        std::priority_queue<Deadline, std::vector<Deadline>, std::greater<>> deadlines;
        std::deque<Deadline> tombstones;  ///< when each ended, oldest first; may name sessions that are gone
    };

    Shard& shard_of(const Id& id) { return shards_[IdHash{}(id) % shards_.size()]; }
    static void apply(Shard& shard, const Id& id, session::AnnexChanges& changes);
    static void collect_due(Shard& shard, session::TimePoint now, std::size_t limit,
                            std::vector<session::Snapshot>& out);
    bool drop_a_tombstone();

    std::array<Shard, 16> shards_;
    std::atomic<std::size_t> count_{0};
    std::size_t capacity_;
};

}  // namespace baton::core::store::memory
