#include "core/store/sql/recount.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <utility>

using namespace baton::core;
using store::Kept;

namespace {

/// What each count finds; the first `disturbed` of them are overtaken by a change.
struct Tables {
    Shares shares{{100, 100}};
    Kept kept{shares};
    int disturbed = 0;
    int counts = 0;

    task<Kept::Amounts> count() {
        const Kept::Amounts found{{1, 10}};
        if (counts++ < disturbed) kept.add(2, 1);
        co_return found;
    }
};

bool recounted(Kept& kept, std::function<task<Kept::Amounts>()> count) {
    boost::asio::io_context context;
    bool done = false;
    boost::asio::co_spawn(context, store::sql::recount(kept, std::move(count)),
                          [&](const std::exception_ptr& failure, const result<>& end) {
                              CHECK_FALSE(failure);
                              done = end.has_value();
                          });
    context.run();
    return done;
}

}  // namespace

TEST_CASE("recount: what changed meanwhile is counted anew, a few times at most") {
    for (const auto& [disturbed, counts] : {std::pair{0, 1}, std::pair{1, 2}, std::pair{3, 4}, std::pair{9, 4}}) {
        Tables tables;
        tables.disturbed = disturbed;
        CHECK(recounted(tables.kept, [&] { return tables.count(); }));
        CHECK(tables.counts == counts);
        CHECK(tables.shares.used_by(1) == 10);
        CHECK(tables.shares.used_by(2) == 0);
    }
}

TEST_CASE("recount: a count that fails replaces nothing") {
    Tables tables;
    tables.kept.add(2, 5);
    CHECK_FALSE(recounted(tables.kept, []() -> task<Kept::Amounts> { co_return problem(errc::unavailable, "away"); }));
    CHECK(tables.shares.used_by(2) == 5);
}
