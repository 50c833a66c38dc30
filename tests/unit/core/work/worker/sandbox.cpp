#include "core/work/worker/sandbox.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

using namespace baton::core;

namespace {

/// Runs `body` in a forked child and returns how that ended.
template <class Body>
int status_of_child(Body body) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(body());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return status;
}

/// The number of the first expectation that does not hold, 0 if all do.
class Expectations {
public:
    void that(bool holds) {
        ++count_;
        if (!holds && first_broken_ == 0) first_broken_ = count_;
    }
    void refused(long answer, int error) { that(answer < 0 && errno == error); }
    int first_broken() const { return first_broken_; }

private:
    int count_ = 0;
    int first_broken_ = 0;
};

int try_while_loading() {
    Expectations expect;
    expect.that(work::restrict_loading().has_value());
    expect.that(::open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0);
    expect.refused(::open("/dev/null", O_WRONLY | O_CLOEXEC), EACCES);
    expect.refused(::open("/dev/null", O_RDWR | O_CLOEXEC), EACCES);
    expect.refused(::open("/dev/null", O_RDONLY | O_TRUNC | O_CLOEXEC), EACCES);
    expect.refused(::open("/tmp/no-such-file", O_RDONLY | O_CREAT | O_CLOEXEC, 0600), EACCES);
    expect.refused(::unlink("/tmp/no-such-file"), EACCES);
    expect.refused(::chmod("/tmp/no-such-file", 0600), EACCES);
    expect.refused(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), EPERM);
    expect.refused(::fork(), EPERM);
    char* const arguments[] = {nullptr};
    expect.refused(::execve("/bin/true", arguments, arguments), EPERM);
    expect.refused(::kill(::getppid(), 0), EPERM);
    bool ran = false;
    std::thread{[&ran] { ran = true; }}.join();
    expect.that(ran);
    return expect.first_broken();
}

int try_limits() {
    Expectations expect;
    expect.that(work::limit_resources(1ull << 30, 600ull << 20).has_value());
    rlimit now{};
    expect.that(::getrlimit(RLIMIT_CORE, &now) == 0 && now.rlim_max == 0);
    expect.that(::getrlimit(RLIMIT_FSIZE, &now) == 0 && now.rlim_max == 600ull << 20);
    // Less only: what was given up cannot be had back. A page fits, however little a session may hold.
    expect.that(work::limit_resources(1ull << 30, 1000).has_value());
    expect.that(::getrlimit(RLIMIT_FSIZE, &now) == 0 && now.rlim_max == 64ull << 20);
    const bool unlimited = work::has_sanitizer();
    expect.that(::getrlimit(RLIMIT_AS, &now) == 0 && (unlimited || now.rlim_max == 1ull << 30));
    return expect.first_broken();
}

}  // namespace

TEST_CASE("while plugins load, files are only read and nothing leaves the process") {
    CHECK(status_of_child(try_while_loading) == 0);
}

TEST_CASE("limits are set for good") {
    CHECK(status_of_child(try_limits) == 0);
}

TEST_CASE("a job that burns its CPU time is ended even without a parent that watches") {
    const int status = status_of_child([]() -> int {
        work::renew_cpu_limit(std::chrono::milliseconds{0});
        for (volatile unsigned turns = 0;; turns = turns + 1) {
        }
    });
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGXCPU);
}
