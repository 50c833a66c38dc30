#include "core/app/process_limits.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <thread>

namespace baton::core::app {

namespace {

/// What a server holds open before anybody connects, and what a few connections with files need.
constexpr rlim_t of_process = 40;
constexpr rlim_t of_loop = 6;
constexpr rlim_t of_worker = 8;

unsigned cores() {
    return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

unsigned event_loops(const config::Settings& settings) {
    return settings.threads != 0 ? settings.threads : cores();
}

unsigned worker_processes(const config::Settings& settings) {
    return settings.workers != 0 ? settings.workers : cores();
}

result<std::filesystem::path> own_path() {
    std::error_code error;
    auto path = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) return problem(errc::internal, "/proc cannot be read: it must be mounted (" + error.message() + ")");
    return path;
}

result<void> raise_descriptor_limit(unsigned loops, unsigned workers) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return {};
    limit.rlim_cur = limit.rlim_max;
    (void)::setrlimit(RLIMIT_NOFILE, &limit);
    const rlim_t needed = of_process + of_loop * loops + of_worker * workers;
    if (limit.rlim_cur >= needed) return {};
    return problem(errc::internal, "only " + std::to_string(limit.rlim_cur) +
                                       " files may be open at once (ulimit -n): " + std::to_string(loops) +
                                       " event loops and " + std::to_string(workers) + " workers need at least " +
                                       std::to_string(needed));
}

}  // namespace baton::core::app
