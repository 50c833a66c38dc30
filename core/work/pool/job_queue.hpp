#pragma once

#include "core/work/pool/ticket.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <vector>

namespace baton::core::work {

/// The jobs that wait for a worker: first come, first served, and bounded. Not thread-safe.
class JobQueue {
public:
    explicit JobQueue(std::size_t limit) : limit_(limit) {}

    /// False if the queue is full. Jobs whose callers left do not count.
    bool push(std::shared_ptr<Ticket> ticket);

    /// Before all others and over the limit: for a job that was taken out and could not be begun.
    void push_front(std::shared_ptr<Ticket> ticket) { tickets_.push_front(std::move(ticket)); }

    /// The next job that somebody waits for, or null.
    std::shared_ptr<Ticket> pop();

    /// Empties the queue.
    std::vector<std::shared_ptr<Ticket>> take_all();

    std::size_t size() const { return tickets_.size(); }

private:
    std::size_t limit_;
    std::deque<std::shared_ptr<Ticket>> tickets_;
};

}  // namespace baton::core::work
