#include "core/work/worker/sandbox.hpp"
#include "pool_fixture.hpp"
#include "process_census.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace pool_test;

namespace {

using Clock = std::chrono::steady_clock;

/// Lets the context run for a while.
void idle(asio::io_context& context, std::chrono::milliseconds time) {
    context.restart();
    context.run_for(time);
}

}  // namespace

TEST_CASE("a crash costs its job and nothing else") {
    Running running{settings_for({"misbehave"})};
    for (const char* how : {"crash", "exit"}) {
        CAPTURE(how);
        CHECK(code_of(running.perform(job_that(how))) == errc::processing_failed);
        CHECK(running.perform(job_that("ok")).has_value());
    }
}

TEST_CASE("a job that hangs is killed at its deadline") {
    auto settings = settings_for({"misbehave"});
    settings.deadline = 300ms;
    Running running{settings};
    const auto begin = Clock::now();
    CHECK(code_of(running.perform(job_that("hang"))) == errc::processing_failed);
    CHECK(Clock::now() - begin >= 300ms);
    CHECK(Clock::now() - begin < 2s);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("a memory bomb meets the limit") {
    if (work::has_sanitizer()) return;  // which cannot live with RLIMIT_AS
    auto settings = settings_for({"misbehave"});
    settings.address_space = 512ull * 1024 * 1024;
    Running running{settings};
    CHECK(code_of(running.perform(job_that("memory"))) == errc::processing_failed);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("a job cannot reach out of its worker") {
    Running running{settings_for({"misbehave"})};
    const auto reply = running.perform(job_that("open"));
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("open") == EACCES);
    CHECK(reply->body.at("create") == EACCES);
    for (const char* call : {"socket", "socketpair", "fork", "exec", "kill_parent", "unlink", "executable_memory"}) {
        CAPTURE(call);
        CHECK(reply->body.at(call) == EPERM);
    }
}

TEST_CASE("a job cannot have the server killed by a descriptor") {
    Running running{settings_for({"misbehave"})};
    const auto reply = running.perform(job_that("signal"));
    REQUIRE(reply.has_value());
    for (const char* call : {"duplicate", "owner", "owner_ex", "signal", "async", "ioctl"}) {
        CAPTURE(call);
        CHECK(reply->body.at(call) == EPERM);
    }
    CHECK(reply->body.at("pipe") == (work::has_sanitizer() ? 0 : EPERM));
}

TEST_CASE("a job makes no memory that its limit does not count") {
    Running running{settings_for({"misbehave"})};
    const auto reply = running.perform(job_that("hoard"));
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("memfd") == EPERM);
}

TEST_CASE("a worker's standard error is not the server's, and root's worker is not root") {
    Running running{settings_for({"misbehave"})};
    const auto reply = running.perform(job_that("forge"));
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("truncate") == EPERM);
    CHECK(reply->body.at("non_blocking") == EPERM);
    CHECK(reply->body.at("line") == 0);
    CHECK(reply->body.at("user") != 0);
}

TEST_CASE("a worker that talks all the time finishes its job") {
    Running running{settings_for({"misbehave"})};
    for (int i = 0; i < 3; ++i) CHECK(running.perform(job_that("chatter")).has_value());
}

TEST_CASE("a job that speaks to the server itself costs its worker") {
    Running running{settings_for({"misbehave"})};
    CHECK(code_of(running.perform(job_that("speak"))) == errc::processing_failed);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("a worker is replaced after as many jobs as it may do") {
    auto settings = settings_for({"misbehave"});
    settings.jobs_per_worker = 2;
    Running running{settings};
    std::vector<pid_t> workers;
    for (int i = 0; i < 6; ++i) {
        CHECK(running.perform(job_that("ok")).has_value());
        for (const pid_t worker : children()) {
            if (std::ranges::find(workers, worker) == workers.end()) workers.push_back(worker);
        }
    }
    CHECK(workers.size() >= 3);
}

TEST_CASE("a job may start threads") {
    Running running{settings_for({"misbehave"})};
    const auto reply = running.perform(job_that("thread"));
    REQUIRE(reply.has_value());
    CHECK(reply->body.at("sum") == 42);
}

TEST_CASE("an idle worker that dies is replaced") {
    Running running{settings_for({"misbehave"})};
    REQUIRE(children().size() == 1);
    const pid_t first = children().front();
    ::kill(first, SIGKILL);
    // Dead before the job comes, but not known to be: one that dies while it is handed over may have begun it.
    siginfo_t ended{};
    REQUIRE(::waitid(P_PID, static_cast<id_t>(first), &ended, WEXITED | WNOWAIT) == 0);
    CHECK(running.perform(job_that("ok")).has_value());
    REQUIRE(children().size() == 1);
    CHECK(children().front() != first);
}

TEST_CASE("workers that end at once are replaced with pauses") {
    Running running{settings_for({"misbehave"})};
    const auto begin = Clock::now();
    for (int i = 0; i < 4; ++i) {
        while (children().empty()) idle(running.context, 5ms);
        const pid_t worker = children().front();
        ::kill(worker, SIGKILL);
        while (!children().empty() && children().front() == worker) idle(running.context, 5ms);
    }
    // Between the four there were three pauses, each twice as long as the one before.
    CHECK(Clock::now() - begin >= 100ms + 200ms + 400ms);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("a worker is the first to go when memory runs out, but only while it has a job") {
    const auto score_of = [](pid_t process) {
        std::ifstream file{"/proc/" + std::to_string(process) + "/oom_score_adj"};
        int score = -1;
        file >> score;
        return score;
    };
    const int own = score_of(::getpid());
    REQUIRE(own < 1000);
    Running running{settings_for({"misbehave"})};
    const pid_t worker = children().front();
    CHECK(score_of(worker) == own);
    CHECK(running.perform(job_that("ok")).has_value());
    CHECK(score_of(worker) == own);
    running.begin(job_that("hang"));
    for (int i = 0; i < 1000 && score_of(worker) != 1000; ++i) idle(running.context, 10ms);
    CHECK(score_of(worker) == 1000);
}

TEST_CASE("workers outlive the signals that stop a server") {
    Running running{settings_for({"misbehave"})};
    const auto worker = children().front();
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::kill(worker, signal);
    CHECK(running.perform(job_that("ok")).has_value());
    CHECK(children().front() == worker);
}

TEST_CASE("stopping ends running and queued jobs soon") {
    Running running{settings_for({"misbehave"})};
    running.begin(job_that("hang"));
    running.begin(job_that("ok"));
    idle(running.context, 50ms);
    CHECK(running.pool.pending() == 2);
    const auto begin = Clock::now();
    stop(running.context, running.pool);
    CHECK(Clock::now() - begin < 1s);
    running.await_replies(2);
    for (const auto& reply : running.replies) CHECK(code_of(reply) == errc::shutting_down);
    CHECK(code_of(running.perform(job_that("ok"))) == errc::shutting_down);
    CHECK_FALSE(has_children());
}

TEST_CASE("a pool leaves no descriptor and no process behind") {
    {
        Running warm_up{settings_for({"misbehave"})};
    }
    const auto before = open_descriptors();
    {
        Running running{settings_for({"misbehave", "strict"})};
        for (int i = 0; i < 5; ++i) {
            auto job = job_that(i == 3 ? "crash" : "large");
            job.files.push_back(input_of("p", "bytes"));
            (void)running.perform(std::move(job));
        }
        CHECK(running.perform(job_that("ok")).has_value());
    }
    CHECK(open_descriptors() == before);
    CHECK_FALSE(has_children());
}

TEST_CASE("a caller that is cancelled gets away at once") {
    Running running{settings_for({"misbehave"})};
    asio::cancellation_signal signal;
    std::optional<result<work::JobReply>> reply;
    asio::co_spawn(running.context, running.pool.run(job_that("sleep")),
                   asio::bind_cancellation_slot(
                       signal.slot(), [&reply](const std::exception_ptr& thrown, result<work::JobReply> value) {
                           if (!thrown) reply.emplace(std::move(value));
                       }));
    idle(running.context, 20ms);
    CHECK_FALSE(reply.has_value());
    signal.emit(asio::cancellation_type::terminal);
    idle(running.context, 20ms);
    REQUIRE(reply.has_value());
    CHECK(code_of(*reply) == errc::shutting_down);
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("a caller's executor may be gone before its job ends") {
    Running running{settings_for({"misbehave"})};
    {
        asio::io_context other;
        asio::co_spawn(other, running.pool.run(job_that("sleep")), [](const std::exception_ptr&, const auto&) {});
        other.run_for(10ms);
        idle(running.context, 20ms);
    }
    CHECK(running.perform(job_that("ok")).has_value());
}

TEST_CASE("callers on other threads are served") {
    Running running{settings_for({"misbehave"})};
    std::atomic<int> good{0};
    {
        const auto guard = asio::make_work_guard(running.context);
        running.context.restart();
        std::jthread server{[&] { running.context.run(); }};
        {
            std::vector<std::jthread> callers;
            for (int i = 0; i < 4; ++i) {
                callers.emplace_back([&] {
                    asio::io_context own;
                    for (int n = 0; n < 5; ++n) {
                        if (run(own, running.pool.run(job_that("ok")))) ++good;
                    }
                });
            }
        }
        running.context.stop();
    }
    CHECK(good == 20);
}
