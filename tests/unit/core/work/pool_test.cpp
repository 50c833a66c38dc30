#include "pool_fixture.hpp"

using namespace pool_test;

TEST_CASE("a pool says what its plugins registered") {
    auto settings = settings_for({"misbehave", "strict"});
    asio::io_context context;
    work::Pool pool{context.get_executor(), settings};
    const auto actions = run(context, pool.start()).value();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].id == "misbehave");
    CHECK(actions[0].formats.size() == 1);
    CHECK(actions[0].inspects);
    CHECK(actions[1].page.assets.size() == 4);
    CHECK(actions[1].page.locales == std::vector<std::string>{"de", "en"});
    CHECK(actions[1].page.assets[0].identity == "export function mount() {}\n");
    run(context, [](work::Pool& all) -> asio::awaitable<bool> {
        co_await all.stop();
        co_return true;
    }(pool));
}

TEST_CASE("a job's file comes back sealed and hashed") {
    Running running{settings_for({"misbehave"})};
    auto job = job_that("ok");
    job.files.push_back({"p1", "image/jpeg", "a.jpg", blob_of("\xff\xd8\xff picture"), {}});
    const auto reply = running.perform(job);
    REQUIRE(reply.has_value());
    REQUIRE(reply->files.size() == 1);
    CHECK(reply->files[0].blob->sha256() == job.files[0].blob->sha256());
    CHECK(reply->files[0].content_type == "image/jpeg");
}
