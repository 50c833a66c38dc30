#pragma once

#include "core/base/error.hpp"
#include "core/work/wire/job.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace baton::core::work {

/// A job on its way through the pool, and the thread back to who waits for it.
///
/// The pool and the caller run on different executors, and either may end first: the pool keeps only this object, never
/// anything of the caller's coroutine, and the caller's side (`Waiter`) takes itself off when its frame goes.
class Ticket : public std::enable_shared_from_this<Ticket> {
public:
    /// `count` counts the tickets there are.
    Ticket(Job job, std::shared_ptr<std::atomic<std::size_t>> count);
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

    const Job& job() const { return job_; }

    /// Hands over the outcome; the first call counts. Any thread.
    void complete(result<JobReply> reply);

    /// Whether nobody waits any more. Any thread.
    bool abandoned() const;

    // The pool's strand only:
    unsigned misdeliveries = 0;  ///< how often it was handed to a worker that was dead already
    std::uint64_t weight = 0;    ///< the job's, and what a worker said of files that were not known
    bool weighed = false;        ///< whether a worker has said so
    std::uint64_t arrival = 0;   ///< numbers the tickets of a queue

    /// In the caller's coroutine frame.
    class Waiter {
    public:
        Waiter(std::shared_ptr<Ticket> ticket, boost::asio::any_io_executor executor);
        ~Waiter();
        Waiter(const Waiter&) = delete;
        Waiter& operator=(const Waiter&) = delete;

        /// Errors: the job's; shutting_down if the caller was cancelled.
        task<JobReply> wait();

    private:
        friend class Ticket;
        std::shared_ptr<Ticket> ticket_;
        boost::asio::steady_timer completed_;  ///< expires at once when there is a reply
    };

private:
    Job job_;
    std::shared_ptr<std::atomic<std::size_t>> count_;
    mutable std::mutex mutex_;
    Waiter* waiter_ = nullptr;  ///< null once the caller is gone
    std::optional<result<JobReply>> reply_;
};

}  // namespace baton::core::work
