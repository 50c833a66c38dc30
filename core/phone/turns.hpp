#pragma once

#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "core/http/request.hpp"

#include <cstddef>
#include <memory>
#include <utility>

namespace baton::core::phone {

/// Lets one request per session through at a time, the others in the order in which they came. Who waits has sent a
/// head; its body stays with the client, whom the connection's flow control holds. Whose turn it is must not stall
/// meanwhile: see BodySource::hurry. Any thread. Of this server only: the session's lease decides between servers.
// decision 0032
class Turns {
    struct Waiter;
    struct Queues;

public:
    /// Who may wait, over all sessions, of one seven eighths of those that are free: each costs a connection, its
    /// buffers, and what the kernel takes in for it.
    static constexpr std::size_t usual_limit = 512;

    explicit Turns(std::size_t most_waiting = usual_limit);

    /// A place in a session's queue, then its turn, until it is destroyed. May outlive the Turns.
    class Turn {
    public:
        Turn() = default;
        Turn(Turn&& other) noexcept = default;
        Turn& operator=(Turn&& other) noexcept {
            std::swap(queues_, other.queues_);
            std::swap(waiter_, other.waiter_);
            return *this;
        }
        ~Turn();

        /// Whether somebody had the turn when it came.
        bool waited() const;

    private:
        friend class Turns;
        Turn(std::shared_ptr<Queues> queues, std::shared_ptr<Waiter> waiter)
            : queues_(std::move(queues)), waiter_(std::move(waiter)) {}
        bool is_settled() const;  ///< it has come, or will not
        bool is_refused() const;

        std::shared_ptr<Queues> queues_;
        std::shared_ptr<Waiter> waiter_;  ///< null: none
    };

    /// Waits for the session's turn. `client`: who waits; if it hangs up, it loses its place.
    /// Errors: overloaded (too many wait), bad_request (the client went away), shutting_down (see `close`).
    task<Turn> enter(Id session, http::BodySource& client) const;

    /// Nobody gets a turn any more; who has one keeps it.
    // decision 0043
    void close() const;

private:
    static void wake(const std::shared_ptr<Waiter>& waiter);

    std::shared_ptr<Queues> queues_;
    std::size_t most_waiting_;
};

}  // namespace baton::core::phone
