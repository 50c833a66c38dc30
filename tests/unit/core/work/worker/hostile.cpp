#include "../pool/pool_fixture.hpp"
#include "../pool/process_census.hpp"

#include <filesystem>
#include <thread>

using namespace pool_test;

namespace {

/// Symbolic links to the hostile worker, one for each of its ways.
class HostileWorkers {
public:
    HostileWorkers() {
        std::string pattern = (std::filesystem::temp_directory_path() / "baton-test-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        directory_ = pattern;
    }
    ~HostileWorkers() { std::filesystem::remove_all(directory_); }

    work::PoolSettings settings(const std::string& how) const {
        auto settings = settings_for({"misbehave"});
        settings.executable = directory_ / how;
        settings.deadline = 20s;  // on a busy machine too a worker is found out before
        std::filesystem::create_symlink(std::getenv("BATON_TEST_HOSTILE"), settings.executable);
        return settings;
    }

private:
    std::filesystem::path directory_;
};

}  // namespace

TEST_CASE("a worker that breaks the rules costs its job and itself") {
    const HostileWorkers hostile;
    const auto before = open_descriptors();
    for (const char* how : {"garbage", "wrong-id", "heavy", "no-json", "missing-file", "needs-twice", "needs-too-much",
                            "unsealed", "own-files", "lying-body", "huge-answer", "closes"}) {
        CAPTURE(how);
        {
            Running running{hostile.settings(how)};
            const auto reply = running.perform(job_that("ok"));
            CHECK(code_of(reply) == errc::processing_failed);
            CHECK(reply.error().detail == "processing failed");  // found out, not timed out
        }
        CHECK_FALSE(has_children());
        CHECK(open_descriptors() == before);
    }
}

TEST_CASE("what a worker says it learned of a file is not believed") {
    const HostileWorkers hostile;
    for (const char* how : {"long-info", "huge-info", "needs-for-info"}) {
        CAPTURE(how);
        Running running{hostile.settings(how)};
        auto job = job_that("ok");
        job.kind = work::JobKind::inspect;
        job.files.push_back(input_of("p", "bytes"));
        const auto reply = running.perform(std::move(job));
        CHECK(code_of(reply) == errc::processing_failed);
        CHECK(reply.error().detail == "processing failed");
    }
}

TEST_CASE("an answer that was sent before its job costs the worker, not the job") {
    const HostileWorkers hostile;
    const auto settings = hostile.settings("early");
    const std::filesystem::path spoke = settings.executable.string() + ".spoke";
    Running running{settings};
    for (int i = 0; i < 3; ++i) {
        const auto reply = running.perform(job_that("ok"));
        REQUIRE(reply.has_value());
        CHECK(reply->body.empty());
        while (!std::filesystem::exists(spoke)) std::this_thread::sleep_for(1ms);
        std::filesystem::remove(spoke);
    }
}

TEST_CASE("an unasked answer is never taken for the next job's") {
    const HostileWorkers hostile;
    Running running{hostile.settings("floods")};
    for (int i = 0; i < 10; ++i) {
        const auto reply = running.perform(job_that("ok"));
        CHECK((reply ? reply->body.empty() : reply.error().code == errc::processing_failed));
    }
}

TEST_CASE("a worker that keeps a job's files, or hides what it holds, gets no other job") {
    const HostileWorkers hostile;
    for (const char* how : {"keeps", "hides"}) {
        CAPTURE(how);
        Running running{hostile.settings(how)};
        REQUIRE(children().size() == 1);
        const pid_t first = children().front();
        for (int i = 0; i < 2; ++i) {
            auto job = job_that("ok");
            for (const char* key : {"p", "q"}) job.files.push_back(input_of(key, "somebody's picture"));
            CHECK(running.perform(std::move(job)).has_value());
        }
        REQUIRE(children().size() == 1);
        CHECK(children().front() != first);
    }
}

TEST_CASE("a worker that lies while loading stops the start") {
    const HostileWorkers hostile;
    CHECK(complaint_of(hostile.settings("early-ready")) == "worker: was ready too early");
    CHECK(complaint_of(hostile.settings("load-garbage")) == "worker: malformed message: wrong magic");
}
