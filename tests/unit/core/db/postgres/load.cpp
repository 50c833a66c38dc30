#include "tests/unit/core/db/postgres/load.hpp"

#include <boost/asio/steady_timer.hpp>

#include <doctest/doctest.h>

#include <set>

namespace baton::core::db::postgres {

void Load::start(int callers) {
    thread_ = std::thread{[this, callers] {
        boost::asio::io_context context;
        for (int caller = 0; caller < callers; ++caller) {
            boost::asio::co_spawn(context, call(caller), [](const std::exception_ptr& thrown) {
                if (thrown) std::rethrow_exception(thrown);
            });
        }
        context.run();
    }};
}

boost::asio::awaitable<void> Load::call(std::int64_t caller) {
    boost::asio::steady_timer pause{co_await boost::asio::this_coro::executor};
    for (std::int64_t id = caller; !stopping_; id += 1000) {
        const auto done =
            co_await database_.commit({{insert_, {id, std::int64_t{1}}}, {insert_, {id, std::int64_t{2}}}});
        if (done) {
            kept_.push_back(id);
            ++acknowledged_;
            continue;
        }
        if (done.error().code == errc::uncertain)
            uncertain_.push_back(id);
        else if (done.error().code == errc::unavailable)
            refused_.push_back(id);
        else
            others_.push_back(done.error());
        pause.expires_after(std::chrono::milliseconds{5});
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
}

bool Load::wait_for_more(std::int64_t pairs) {
    const auto goal = acknowledged_ + pairs;
    return eventually([&] { return acknowledged_ >= goal; });
}

void Load::stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

void Load::check(TestDatabase& database) {
    for (const auto& other : others_) FAIL_CHECK(other.detail);
    const auto answer = database.query({whole_});
    REQUIRE(answer.has_value());
    std::set<std::int64_t> there;
    for (const auto& row : answer->rows) there.insert(std::get<std::int64_t>(row.front()));
    std::size_t lost = 0;
    std::size_t undead = 0;
    for (const auto id : kept_) lost += there.erase(id) == 0 ? 1 : 0;
    for (const auto id : refused_) undead += there.contains(id) ? 1 : 0;
    for (const auto id : uncertain_) there.erase(id);
    CHECK(lost == 0);
    CHECK(undead == 0);
    CHECK(there.empty());
    CHECK(database.number({halves_}) == 0);
    MESSAGE(kept_.size(), " acknowledged, ", uncertain_.size(), " uncertain, ", refused_.size(), " unavailable");
}

}  // namespace baton::core::db::postgres
