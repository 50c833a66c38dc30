#pragma once

#include "core/db/postgres/call.hpp"

#include <cstddef>
#include <deque>
#include <memory>

namespace baton::core::db::postgres {

/// Which of the calls sent over one connection the server's next word belongs to. Each call is a transaction of its
/// own: its statements, then a Sync. Fed with what the server says; has no socket.
class Pipeline {
public:
    void sent(std::shared_ptr<Call> call) { calls_.push_back({std::move(call), {}, {}}); }

    // The following return false if the server is out of step: the connection is of no use then.

    /// A statement was answered.
    bool answered(Answer answer);
    /// A statement was refused, and with it its transaction.
    bool refused(Refusal refusal);
    /// A statement was passed over, because one before was refused.
    bool skipped();
    /// The transaction's end is known to the server, but perhaps not to its standby.
    void warned();
    /// The transaction has ended; so has the call.
    bool synced();

    /// No more words come: ends all calls so.
    void lost(End end);

    std::size_t size() const { return calls_.size(); }
    bool empty() const { return calls_.empty(); }
    bool carries(const Call& call) const;

private:
    struct Carried {
        std::shared_ptr<Call> call;
        std::vector<Answer> answers;
        std::optional<Refusal> refusal;
        bool doubtful = false;
    };

    std::deque<Carried> calls_;  ///< in the order of their answers
};

}  // namespace baton::core::db::postgres
