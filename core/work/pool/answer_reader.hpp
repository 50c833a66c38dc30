#pragma once

#include "core/base/error.hpp"
#include "core/work/pool/worker_process.hpp"
#include "core/work/wire/job.hpp"

#include <cstdint>
#include <optional>

namespace baton::core::work {

/// The end of a job as a worker told it.
struct Understood {
    JobReply reply;
    std::optional<Problem> refusal = {};  ///< in place of the reply: the plugin's, or there is no room for it
    std::uint64_t weight = 0;             ///< too heavy, in place of the reply
};

/// Awaits the end of the job `number` and gives the memory that its outputs need, `most_bytes` in all at most. Nothing
/// that a worker says is believed: names, sizes, seals and lengths are looked at here, whoever looked before.
/// Errors: internal, with the reason: the worker broke the rules or is gone, and must not be used any more.
task<Understood> await_answer(WorkerProcess& worker, std::uint64_t number, JobKind kind, std::uint64_t most_bytes);

}  // namespace baton::core::work
