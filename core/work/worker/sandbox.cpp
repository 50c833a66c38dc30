#include "core/work/worker/sandbox.hpp"

#include "core/work/worker/syscall_filter.hpp"

#include <grp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <string>
#include <thread>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define BATON_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BATON_SANITIZER 1
#endif

namespace baton::core::work {

namespace {

/// A job's inputs (1024) and outputs, with room for the runtime.
constexpr rlim_t max_descriptors = 2200;
/// What a plugin's page may have travels in one memfd, however small the sessions' quota.
constexpr rlim_t least_file_size = 64ull * 1024 * 1024;

result<void> limit(__rlimit_resource resource, rlim_t value, const char* name) {
    rlimit now{};
    if (::getrlimit(resource, &now) == 0) {
        const rlim_t most = std::min(value, now.rlim_max);
        const rlimit wanted{most, most};
        if (::setrlimit(resource, &wanted) == 0) return {};
    }
    return problem(errc::internal, std::string{"cannot set "} + name + ": " + std::strerror(errno));
}

/// The user that owns nothing, by the number that every Linux gives it.
constexpr uid_t nobody = 65534;

}  // namespace

bool has_sanitizer() {
#if defined(BATON_SANITIZER)
    return true;
#else
    return false;
#endif
}

result<void> limit_resources(std::uint64_t address_space, std::uint64_t session_bytes) {
    // A standard error that is a log file over the limit must cost a log line, not the worker.
    std::signal(SIGXFSZ, SIG_IGN);
    if (auto done = limit(RLIMIT_CORE, 0, "RLIMIT_CORE"); !done) return done;
    if (auto done = limit(RLIMIT_NOFILE, max_descriptors, "RLIMIT_NOFILE"); !done) return done;
    const rlim_t file_size = std::max<rlim_t>(session_bytes, least_file_size);
    if (auto done = limit(RLIMIT_FSIZE, file_size, "RLIMIT_FSIZE"); !done) return done;
    if (address_space == 0 || has_sanitizer()) return {};
    return limit(RLIMIT_AS, address_space, "RLIMIT_AS");
}

result<void> restrict_loading() {
    return install_loading_filter();
}

result<void> leave_root() {
    if (::geteuid() != 0) return {};
    if (::setgroups(0, nullptr) != 0 || ::setresgid(nobody, nobody, nobody) != 0 ||
        ::setresuid(nobody, nobody, nobody) != 0) {
        return problem(errc::internal, std::string{"cannot leave the root user: "} + std::strerror(errno));
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // another user's processes do not inherit it
    return {};
}

result<void> restrict_serving() {
    ::tzset();  // reads /etc/localtime now, because later it cannot
    return install_serving_filter();
}

void renew_cpu_limit(std::chrono::milliseconds time) {
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    const auto cores = std::max(1u, std::thread::hardware_concurrency());
    const auto more = std::chrono::ceil<std::chrono::seconds>(time).count() * cores;
    rlimit now{};
    ::getrlimit(RLIMIT_CPU, &now);
    // Only the soft limit, so that the next job's can be higher.
    now.rlim_cur = static_cast<rlim_t>(used.tv_sec + more + 1);
    ::setrlimit(RLIMIT_CPU, &now);
}

}  // namespace baton::core::work
