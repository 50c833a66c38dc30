#pragma once

#include "services/signal/session.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::services::signal {

/// How many there may be.
struct Limits {
    std::size_t candidates = 256;  ///< of one side of a session
    std::size_t of_origin = 10'000;
    std::size_t sessions = 200'000;
    std::uint64_t memory = 1ull << 30;  ///< bytes of all texts, where they are in memory
};

/// The sessions that there are. One that has expired is in no list and no count, and every use of it is `not_found`,
/// whether `sweep` has been there or not. Any thread.
///
/// Errors of each: unavailable, storage_full, uncertain, internal, of the database that it lies in.
class Store {
public:
    virtual ~Store() = default;

    /// Before anything else. Errors: one line for the operator.
    virtual core::task<> start() = 0;

    /// Makes a session, and its code. Errors: too_many_requests (of this origin), overloaded (of all).
    virtual core::task<std::string> create(Offer offer) = 0;

    /// Topics with a session that has no answer: `limit` of them from the `offset`th on; all of one instant.
    virtual core::task<TopicPage> topics(std::string origin, std::int64_t offset, std::int64_t limit) = 0;

    /// The codes of sessions without an answer, the newest first and at most `longest_list`.
    virtual core::task<std::vector<std::string>> open_sessions(std::string origin, std::string topic) = 0;
    /// What lists show of them, in the same order, of at most `at_once`; those that are in no list any more are left
    /// out, and of each no more than the first `at_once` candidates: `poll` has the others.
    virtual core::task<std::vector<Listed>> listed(std::vector<std::string> codes) = 0;

    /// Of any number at once exactly one is the first. Errors: not_found, conflict (see `rules`).
    virtual core::task<> answer(Key key, Literal text) = 0;
    /// Errors: not_found, conflict (see `rules`).
    virtual core::task<> add_candidate(Key key, Side side, Literal text) = 0;
    /// Errors: not_found.
    virtual core::task<Seen> poll(Key key, Side side) = 0;

    /// Frees what expired sessions take.
    virtual core::task<> sweep() = 0;

    /// Ends what is under way; nothing may be asked after.
    virtual void close() = 0;

    static constexpr std::size_t longest_list = 1000;
    /// A session with all its candidates may have megabytes.
    static constexpr std::size_t at_once = 16;
};

}  // namespace baton::services::signal
