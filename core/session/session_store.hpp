#pragma once

#include "core/base/error.hpp"
#include "core/session/annex.hpp"
#include "core/session/session.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::core::session {

/// Whether a change that ended so was surely not made. Only then may files go that it would have pointed to, and a
/// lease that it would have taken be forgotten.
inline bool surely_not_made(const Problem& ended) {
    return ended.code != errc::uncertain;
}

/// What a change of a session brings beside it; all of it is made with the change or none is.
struct Changes {
    AnnexChanges annexes;
    std::vector<File> takes;  ///< files that the session has from now on; they were put in the file store before
    std::vector<File> drops;  ///< files that it has no longer: the file store loses them
};

/// Where sessions and their annexes live. Every implementation passes tests/unit/core/store/session_store_suite.hpp.
///
/// Any call of a store that is not this process's memory may also end with `unavailable` (nothing was changed) or, if
/// it changes something, `uncertain` (the answer was lost). What is acknowledged is kept as the store promises it.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    /// Adds a session under the id its caller made. Errors: conflict (the id exists), storage_full (too many sessions).
    virtual task<Snapshot> create(Session first) = 0;

    /// Errors: not_found.
    virtual task<Snapshot> get(Id id) = 0;

    /// Replaces the session if it is still at `version`, gives the new one the next version, and makes the changes in
    /// the same step. Errors: not_found, conflict (somebody else was faster: read again), unavailable (also: a file to
    /// be taken was given up meanwhile).
    // decision 0031
    virtual task<Snapshot> compare_and_set(Id id, std::uint64_t version, Session next, Changes changes = {}) = 0;

    /// Errors: not_found (no such session, or it has no such annex).
    virtual task<AnnexText> annex(Id id, Annex which) = 0;

    /// Forgets a session and its annexes. Not an error if there is none.
    virtual task<> remove(Id id) = 0;

    /// At most `limit` sessions whose deadline (lifecycle::deadline) has passed; each is returned again until its
    /// deadline moves or it is removed.
    virtual task<std::vector<Snapshot>> due(TimePoint now, std::size_t limit) = 0;
};

}  // namespace baton::core::session
