#include "../pool/pool_fixture.hpp"
#include "../pool/process_census.hpp"

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
        settings.deadline = 2s;
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
    for (const char* how :
         {"garbage", "wrong-id", "no-json", "missing-file", "unsealed", "no-memfd", "lying-body", "closes"}) {
        CAPTURE(how);
        const auto begin = std::chrono::steady_clock::now();
        {
            Running running{hostile.settings(how)};
            const auto reply = running.perform(job_that("ok"));
            CHECK(code_of(reply) == errc::processing_failed);
            CHECK(reply.error().detail == "processing failed");
        }
        CHECK(std::chrono::steady_clock::now() - begin < 1500ms);  // found out, not timed out
        CHECK_FALSE(has_children());
        CHECK(open_descriptors() == before);
    }
}

TEST_CASE("an unasked answer is never taken for the next job's") {
    const HostileWorkers hostile;
    Running running{hostile.settings("floods")};
    (void)running.perform(job_that("ok"));
    CHECK(code_of(running.perform(job_that("ok"))) == errc::processing_failed);
}

TEST_CASE("a worker that lies while loading stops the start") {
    const HostileWorkers hostile;
    CHECK(complaint_of(hostile.settings("early-ready")) == "worker: was ready too early");
    CHECK(complaint_of(hostile.settings("load-garbage")) == "worker: malformed message: wrong magic");
}
