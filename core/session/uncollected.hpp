#pragma once

#include "core/base/id.hpp"
#include "core/session/session.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace baton::core::session {

/// Results that their backends have not fetched yet: those of the last second, and from the stop on all that come. A
/// server whose sessions end with it waits for them. One is fetched when its backend has been told of it and each of
/// its files was sent once, in one piece or in parts. Not a list of what backends still want: what was completed long
/// before the stop had its time. Any thread.
// decision 0043
class Uncollected {
public:
    /// What was completed so long before the stop is not waited for.
    static constexpr std::chrono::seconds recent{1};

    /// Before the session is seen to be completed, so that nobody fetches what is not here yet.
    void add(const Id& session, const std::vector<File>& items, TimePoint now);
    /// The session was not completed after all, or its result has ended.
    void forget(const Id& session);

    /// Whether somebody wants to know of what is sent.
    bool has(const Id& session) const;
    /// The backend has what the result says.
    void told(const Id& session);
    /// These bytes of a file have left.
    void sent(const Id& session, const Id& file, std::uint64_t first, std::uint64_t size);

    /// From now on nothing is too old.
    void keep_all(TimePoint now);
    std::size_t size() const;

private:
    /// The bytes of a file that have left, as ranges that do not touch: first → end.
    struct Sent {
        std::uint64_t size = 0;
        std::map<std::uint64_t, std::uint64_t> ranges;

        void add(std::uint64_t first, std::uint64_t end);
        bool whole() const {
            return ranges.size() == 1 && ranges.begin()->first == 0 && ranges.begin()->second >= size;
        }
    };
    struct Result {
        TimePoint completed_at;
        bool told = false;
        std::unordered_map<Id, Sent, IdHash> files;  ///< those that were not sent to their end
    };

    void drop_old(TimePoint now);
    void drop_if_fetched(const Id& session);

    mutable std::mutex mutex_;
    std::unordered_map<Id, Result, IdHash> results_;
    std::deque<std::pair<TimePoint, Id>> by_age_;  ///< oldest first; may name results that are gone
    bool keeps_all_ = false;
};

}  // namespace baton::core::session
