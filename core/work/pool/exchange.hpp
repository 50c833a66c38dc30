#pragma once

#include "core/base/error.hpp"
#include "core/work/pool/worker_process.hpp"
#include "core/work/wire/job.hpp"

#include <chrono>
#include <cstdint>
#include <memory>

namespace baton::core::work {

/// How handing a job to a worker went. Only with `misdelivered` or a `weight` was the job surely not begun.
struct Exchanged {
    result<JobReply> reply;
    bool misdelivered = false;
    std::uint64_t weight = 0;  ///< the worker did not do the job, because its files weigh more than the limit: so much
};

struct ExchangeLimits {
    std::chrono::milliseconds deadline;  ///< from the job's start in the worker
    std::uint64_t bytes;                 ///< of its files that must be copied, and of those that come back
    std::uint64_t weight = 0;            ///< of its files that nobody has looked at yet; 0: unlimited
};

/// Has `worker` do `job`.
/// Errors in `reply`: what the plugin answered; those of memfds_of; payload_too_large (more than 1024 files, 32 MiB of
/// data); session_quota_exceeded (more comes back than a session holds); processing_failed if the worker is lost, which
/// is logged with the reason.
boost::asio::awaitable<Exchanged> exchange(std::shared_ptr<WorkerProcess> worker, const Job& job,
                                           ExchangeLimits limits);

}  // namespace baton::core::work
