#include "core/event/hub.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace baton::core;

TEST_CASE("hub: a change here wakes listeners and is told to others, one elsewhere only wakes") {
    boost::asio::io_context context;
    event::Hub hub;
    std::vector<Id> told;
    hub.relay([&told](const Id& id) { told.push_back(id); });
    const Id session = new_id();
    int woken = 0;
    const auto listener = hub.subscribe(session, context.get_executor(), [&woken] { ++woken; });

    hub.notify(session);
    hub.wake(session);
    hub.wake(new_id());
    context.run();
    CHECK(woken == 2);
    CHECK(told == std::vector{session});
}

TEST_CASE("hub: what is listened to, each session once") {
    boost::asio::io_context context;
    event::Hub hub;
    CHECK(hub.listened().empty());
    const Id one = new_id();
    const Id other = new_id();
    auto first = hub.subscribe(one, context.get_executor(), [] { /* nobody notifies */ });
    auto second = hub.subscribe(one, context.get_executor(), [] { /* nobody notifies */ });
    const auto third = hub.subscribe(other, context.get_executor(), [] { /* nobody notifies */ });
    CHECK(hub.listened().size() == 2);
    first.reset();
    CHECK(std::ranges::count(hub.listened(), one) == 1);
    second.reset();
    CHECK(hub.listened() == std::vector{other});
}
