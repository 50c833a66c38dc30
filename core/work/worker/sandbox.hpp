#pragma once

#include "core/base/error.hpp"

#include <chrono>
#include <cstdint>

/// What a worker takes away from itself, in this order. Errors everywhere: internal; the worker must then end.
// decision 0010
namespace baton::core::work {

/// Whether this build carries a sanitizer's runtime, which maps terabytes and so cannot live with RLIMIT_AS.
bool has_sanitizer();

/// Limits for the life of the process: memory (0: unlimited), core dumps, descriptors, and the size of a file to
/// `session_bytes`, but never below the 64 MiB that a plugin's page may have; and it is the first that the kernel kills
/// when memory runs out.
result<void> limit_resources(std::uint64_t address_space, std::uint64_t session_bytes);

/// Before any plugin is loaded: no privileges to gain, no sockets, no programs, no processes (threads may be), no other
/// process touched, files only read.
result<void> restrict_loading();

/// Between the two: a worker of a server that root runs goes on as nobody, without groups and capabilities. Not before,
/// because plugins may lie where only root reads. Errors: internal (a container may forbid it; the worker may go on).
result<void> leave_root();

/// After all are loaded: only what computing on memory needs. Opening a file fails with EACCES, everything else that is
/// not listed with EPERM.
result<void> restrict_serving();

/// Lets this process use at most `time` of CPU per core from now on; more ends it with SIGXCPU. The server's own
/// deadline is by the wall clock; this one also holds when the server is stopped or swamped.
void renew_cpu_limit(std::chrono::milliseconds time);

}  // namespace baton::core::work
