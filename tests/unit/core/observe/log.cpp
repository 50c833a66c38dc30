#include "core/observe/log.hpp"

#include "pipe.hpp"

#include <doctest/doctest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

using namespace std::chrono_literals;

namespace {

/// log_program, with a pipe as its standard error, or without any.
class LogProgram {
public:
    LogProgram(const char* how, int standard_error) {
        const char* program = std::getenv("BATON_TEST_LOG");
        REQUIRE_MESSAGE(program != nullptr, "BATON_TEST_LOG names log_program");
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        if (standard_error >= 0) {
            ::posix_spawn_file_actions_adddup2(&actions, standard_error, STDERR_FILENO);
        } else {
            ::posix_spawn_file_actions_addclose(&actions, STDERR_FILENO);
        }
        std::string name = program;
        std::string argument = how;
        std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
        REQUIRE(::posix_spawn(&pid_, program, &actions, nullptr, arguments.data(), environ) == 0);
        ::posix_spawn_file_actions_destroy(&actions);
    }

    /// What waitpid says; a program that does not end is killed.
    int end() const {
        int status = 0;
        for (int i = 0; i < 600; ++i) {
            if (::waitpid(pid_, &status, WNOHANG) == pid_) return status;
            std::this_thread::sleep_for(50ms);
        }
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, &status, 0);
        return status;
    }

private:
    pid_t pid_ = -1;
};

struct Outcome {
    std::string text;
    int status = 0;
};

Outcome outcome_of(const char* how) {
    Pipe pipe;
    const LogProgram program{how, pipe.in()};
    pipe.close_in();
    Outcome outcome;
    outcome.text = pipe.read_to_end();
    outcome.status = program.end();
    return outcome;
}

/// Without the time at the start of its lines.
std::string untimed(std::string text) {
    constexpr std::string_view head = R"({"time":")";
    for (auto at = text.find(head); at != std::string::npos; at = text.find(head, at)) {
        text.erase(at + head.size(), std::string_view{"2026-11-20T11:49:42.093Z"}.size());
        at += head.size();
    }
    return text;
}

constexpr auto first_lines =
    R"({"time":"","level":"info","message":"first\u000aline","text":"a\u0009b","number":7,"share":0.5}
{"time":"","level":"error","message":"second"}
)";

}  // namespace

TEST_CASE("lines are JSON, or text in which nothing from outside begins a line, queued or not") {
    for (const char* how : {"json", "queued"}) {
        const auto [text, status] = outcome_of(how);
        CHECK(status == 0);
        CHECK(untimed(text) == std::string{first_lines} + "the last line\n");
    }
    const auto [text, status] = outcome_of("text");
    CHECK(status == 0);
    CHECK(text.size() > 13);
    CHECK(text.substr(12, text.find('\n') - 12) == " info  first line text=a b number=7 share=0.5");
    CHECK(text.find(" error second\nthe last line\n") != std::string::npos);
}

TEST_CASE("an exception that nobody catches is the last line of the log, after all that was queued") {
    const auto [text, status] = outcome_of("exception");
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGABRT);
    CHECK(untimed(text).starts_with(first_lines));
    CHECK(text.ends_with(R"("message":"an exception that nobody caught ends the process","what":"of the test"})"
                         "\n"));
}

TEST_CASE("nobody reads the log, and the process ends all the same") {
    for (const char* how : {"queued", "flood", "exception"}) {
        CAPTURE(how);
        Pipe full;
        full.fill();
        const int status = LogProgram{how, full.in()}.end();
        if (std::string_view{how} == "exception") {
            CHECK(WIFSIGNALED(status));
            CHECK(WTERMSIG(status) == SIGABRT);
        } else {
            CHECK(WIFEXITED(status));
            CHECK(WEXITSTATUS(status) == 1);
        }
    }
}

TEST_CASE("what a server opens never becomes its standard error") {
    const int status = LogProgram{"closed", -1}.end();
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
