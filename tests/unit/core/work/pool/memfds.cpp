#include "core/work/pool/memfds.hpp"

#include "core/base/hex.hpp"
#include "core/base/sha256.hpp"
#include "pool_fixture.hpp"

#include <boost/asio/thread_pool.hpp>

#include <fcntl.h>

#include <algorithm>
#include <cstring>

using namespace pool_test;

namespace {

/// A file that lies in no memfd, as those of other stores do.
class Elsewhere final : public file::FileReader {
public:
    explicit Elsewhere(std::string text, std::size_t most = SIZE_MAX)
        : text_(std::move(text)), sha256_(to_hex(Sha256::of(text_))), most_(most) {}

    std::uint64_t size() const override { return text_.size(); }
    const std::string& sha256() const override { return sha256_; }
    task<std::size_t> read(std::uint64_t first, std::span<std::byte> buffer) const override {
        ++reads;
        const auto left = std::string_view{text_}.substr(std::min<std::size_t>(first, text_.size()));
        const auto size = std::min({left.size(), buffer.size(), most_});
        std::memcpy(buffer.data(), left.data(), size);
        co_return size;
    }
    /// As if the disk had forgotten what was on it.
    void spoil() { text_.front() = '?'; }

    mutable int reads = 0;

private:
    std::string text_;
    std::string sha256_;
    std::size_t most_;
};

auto memfds(const std::vector<work::JobInput>& files, std::uint64_t limit = 1'000'000) {
    asio::io_context context;
    asio::thread_pool helper{1};
    auto done = run(context, work::memfds_of(files, helper.get_executor(), limit));
    helper.join();
    return done;
}

work::JobInput job_file(file::FilePtr reader) {
    return {"p1", "image/jpeg", "", std::move(reader), {}};
}

}  // namespace

TEST_CASE("a file in a memfd is handed on as it is, another one as a sealed copy") {
    const auto here = blob_of("here");
    const auto there = std::make_shared<Elsewhere>(std::string(600'000, 'x') + "end", 100'000);
    const auto handed = memfds({job_file(here), job_file(there)});
    REQUIRE(handed.has_value());
    CHECK((*handed)[0].get() == here.get());
    CHECK((*handed)[1]->size() == 600'003);
    CHECK((*handed)[1]->sha256() == there->sha256());
    CHECK((::fcntl((*handed)[1]->fd(), F_GET_SEALS) & F_SEAL_WRITE) != 0);
    CHECK(there->reads == 7);
}

TEST_CASE("a copy that is not what was stored is refused") {
    const auto spoiled = std::make_shared<Elsewhere>("abc");
    spoiled->spoil();
    const auto refused = memfds({job_file(spoiled)});
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == errc::internal);
}

TEST_CASE("copies are bounded, what needs none is not") {
    const auto here = blob_of(std::string(50, 'x'));
    const auto there = std::make_shared<Elsewhere>(std::string(30, 'x'));
    CHECK(memfds({job_file(here), job_file(there), job_file(there)}, 60).has_value());
    CHECK(memfds({job_file(there), job_file(there), job_file(there)}, 60).error().code == errc::payload_too_large);
}

TEST_CASE("a worker gets a file that lies in no memfd") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.files.push_back(job_file(std::make_shared<Elsewhere>("\xff\xd8\xff picture")));
    const auto reply = running.perform(job);
    REQUIRE(reply.has_value());
    CHECK(reply->files.at(0).reader->sha256() == job.files[0].reader->sha256());
}

TEST_CASE("a job that makes more than a session holds is refused, and costs no worker") {
    auto settings = settings_for({"misbehave"});
    settings.session_bytes = 10;
    Running running{settings};
    auto job = job_that("ok");
    job.files.push_back(input_of("p1", "\xff\xd8\xff picture"));
    CHECK(code_of(running.perform(job)) == errc::session_quota_exceeded);
    job.files[0] = input_of("p1", "\xff\xd8\xff small");
    CHECK(running.perform(job).has_value());
}
