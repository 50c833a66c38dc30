#pragma once

#include "core/work/worker/job_runner.hpp"
#include "core/work/worker/worker_port.hpp"

#include <cstdint>

namespace baton::core::work {

/// Sends the end of the job `id`. If it has outputs or much text, the server is asked for room first; without room the
/// answer is that it is too large. False if the server is gone.
bool send_answer(WorkerPort& port, std::uint64_t id, Finished finished);

}  // namespace baton::core::work
