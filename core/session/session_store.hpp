#pragma once

#include "core/base/error.hpp"
#include "core/session/session.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::core::session {

/// Where sessions live. Every implementation passes tests/unit/core/store/session_store_suite.hpp.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    /// Adds a session under the id its caller made. Errors: conflict (the id exists), storage_full (too many sessions).
    virtual task<> create(session::Session first) = 0;

    /// Errors: not_found.
    virtual task<session::Snapshot> get(Id id) = 0;

    /// Replaces the session if it is still at `version`, and gives the new one the next version.
    /// Errors: not_found, conflict (somebody else was faster: read again).
    virtual task<session::Snapshot> compare_and_set(Id id, std::uint64_t version, session::Session next) = 0;

    /// Forgets a session. Not an error if there is none.
    virtual task<> remove(Id id) = 0;

    /// At most `limit` sessions whose deadline (lifecycle::deadline) has passed; each is returned again until its
    /// deadline moves or it is removed.
    virtual task<std::vector<session::Snapshot>> due(session::TimePoint now, std::size_t limit) = 0;
};

}  // namespace baton::core::session
