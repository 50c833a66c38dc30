#pragma once

#include "core/base/shares.hpp"
#include "core/file/file_store.hpp"
#include "core/session/session_store.hpp"

#include <array>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace baton::core::store::memory {

/// Sessions in this process's memory. When it is full the oldest tombstones give way, and when a key has its share that
/// key's; sessions never do. What makes a session larger than there is room for is refused like a new one.
// decision 0015
class MemorySessionStore : public session::SessionStore {
public:
    struct Limits {
        Shares::Limits sessions;
        Shares::Limits bytes;  ///< of session::footprint
    };

    /// `files`: where what sessions drop is removed.
    explicit MemorySessionStore(file::FileStore& files, std::size_t capacity)
        : MemorySessionStore(files, Limits{{capacity, capacity}, {UINT64_MAX, UINT64_MAX}}) {}
    MemorySessionStore(file::FileStore& files, const Limits& limits)
        : files_(files), count_(limits.sessions), bytes_(limits.bytes) {}

    task<session::Snapshot> create(session::Session first) override;
    task<session::Snapshot> get(Id id) override;
    task<session::Snapshot> compare_and_set(Id id, std::uint64_t version, session::Session next,
                                            session::Changes changes = {}) override;
    task<session::AnnexText> annex(Id id, session::Annex which) override;
    task<> remove(Id id) override;
    task<std::vector<session::Snapshot>> due(session::TimePoint now, std::size_t limit) override;

    /// What there is, tombstones included.
    const Shares& count() const { return count_; }
    const Shares& bytes() const { return bytes_; }

private:
    using Deadline = std::pair<session::TimePoint, Id>;

    using Annexes = std::array<session::AnnexText, session::annex_count>;

    /// What is counted of a session is kept with it: it need not be found out again when it changes or goes.
    struct Stored {
        session::Snapshot snapshot;
        std::uint64_t bytes;
    };
    using Tombstones = std::deque<Deadline>;

    /// Deadlines are not taken out of the queue when a session changes; a stale one is noticed when it comes up.
    struct Shard {
        std::mutex mutex;
        std::unordered_map<Id, Stored, IdHash> sessions;
        std::unordered_map<Id, Annexes, IdHash> annexes;  ///< of the sessions that have any
        std::priority_queue<Deadline, std::vector<Deadline>, std::greater<>> deadlines;
        /// By key: when each ended, oldest first; may name sessions that are gone. No queue is empty.
        std::map<access::Owner, Tombstones> tombstones;
    };

    Shard& shard_of(const Id& id) { return shards_[IdHash{}(id) % shards_.size()]; }
    /// Puts it among the tombstones of its owner, all or nothing.
    static void bury(Shard& shard, const session::Session& tombstone);
    static void collect_due(Shard& shard, session::TimePoint now, std::size_t limit,
                            std::vector<session::Snapshot>& out);
    /// Takes so much of `shares`; tombstones give way. Errors: storage_full, with the setting's name.
    result<> make_room(Shares& shares, access::Owner owner, std::uint64_t amount, std::string_view setting);
    /// Of that owner; without one of anybody. False if there is none.
    bool drop_a_tombstone(std::optional<access::Owner> owner);
    std::size_t erase(Shard& shard, const Id& id);

    /// `compare_and_set` without the files.
    result<session::Snapshot> replace(Id id, std::uint64_t version, session::Session next,
                                      session::AnnexChanges annexes);

    file::FileStore& files_;
    std::array<Shard, 16> shards_;
    Shares count_;
    Shares bytes_;
};

}  // namespace baton::core::store::memory
