#include "core/phone/turns.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace baton::core::phone {
namespace {

namespace asio = boost::asio;

/// A client whose body nobody asks for.
class Client : public http::BodySource {
public:
    bool gone = false;
    task<std::span<const std::byte>> read() override { co_return problem(errc::internal, "read before its turn"); }
    bool has_left() override { return gone; }
    void hurry(std::shared_ptr<const std::atomic<bool>> flag) override { others_wait = std::move(flag); }
    std::shared_ptr<const std::atomic<bool>> others_wait;
};

/// Requests of one loop, by their names.
struct World {
    struct Entered {
        std::string name;
        Client client;
        std::optional<result<Turns::Turn>> turn;
    };

    asio::io_context context{1};
    Turns turns{3};
    const Id id = new_id();
    std::vector<std::unique_ptr<Entered>> all;
    std::string order;  ///< who got a turn

    Entered& enter(std::string name, std::optional<Id> session = {}) {
        auto& one = *all.emplace_back(std::make_unique<Entered>(std::move(name)));
        asio::co_spawn(context, turns.enter(session.value_or(id), one.client),
                       [this, &one](const std::exception_ptr& thrown, result<Turns::Turn> turn) {
                           if (thrown) std::rethrow_exception(thrown);
                           if (turn) order += one.name;
                           one.turn = std::move(turn);
                       });
        settle();
        return one;
    }
    /// Does all that can be done without waiting.
    void settle() {
        context.restart();
        context.poll();
    }
    void finish(Entered& one) {
        one.turn.reset();
        settle();
    }
    /// Waits until the request has come to its end, by a turn or without.
    void await(const Entered& one) {
        context.restart();
        while (!one.turn) context.run_one();
    }
};

TEST_CASE("one has its turn, the others follow in the order in which they came") {
    World world;
    auto& a = world.enter("a");
    auto& b = world.enter("b");
    auto& c = world.enter("c");
    CHECK(world.order == "a");
    CHECK_FALSE(a.turn->value().waited());
    world.finish(a);
    CHECK(world.order == "ab");
    CHECK(b.turn->value().waited());
    auto& d = world.enter("d");
    world.finish(b);
    world.finish(c);
    CHECK(world.order == "abcd");
    world.finish(d);
    CHECK_FALSE(world.enter("e").turn->value().waited());
}

TEST_CASE("once they are closed who waits is refused at once, who has a turn keeps it, and nobody gets one") {
    World world;
    auto& a = world.enter("a");
    auto& b = world.enter("b");
    auto& c = world.enter("c");
    auto& other = world.enter("o", new_id());
    world.turns.close();
    world.settle();
    for (const auto* waiting : {&b, &c}) {
        REQUIRE(waiting->turn.has_value());
        CHECK(waiting->turn->error().code == errc::shutting_down);
    }
    CHECK(a.turn->has_value());
    CHECK(other.turn->has_value());
    CHECK(world.enter("d").turn->error().code == errc::shutting_down);
    CHECK(world.enter("e", new_id()).turn->error().code == errc::shutting_down);
    world.finish(a);
    CHECK(world.order == "ao");
}

TEST_CASE("whose turn it is knows whether others wait, and no longer than its turn") {
    World world;
    auto& a = world.enter("a");
    REQUIRE(a.client.others_wait != nullptr);
    CHECK_FALSE(*a.client.others_wait);
    auto& b = world.enter("b");
    CHECK(*a.client.others_wait);
    b.client.gone = true;
    world.await(b);
    CHECK_FALSE(*a.client.others_wait);
    auto& c = world.enter("c");
    auto& d = world.enter("d");
    CHECK(*a.client.others_wait);
    CHECK(c.client.others_wait == nullptr);
    world.finish(a);
    CHECK_FALSE(*a.client.others_wait);
    CHECK(*c.client.others_wait);
    world.finish(c);
    CHECK_FALSE(*d.client.others_wait);
}

TEST_CASE("sessions do not wait for each other") {
    World world;
    (void)world.enter("a");
    (void)world.enter("b", new_id());
    CHECK(world.order == "ab");
}

TEST_CASE("over the bound nobody may wait; whose turn it is may come") {
    World world;
    auto& a = world.enter("a");
    for (const char* name : {"b", "c", "d"}) (void)world.enter(name);
    CHECK(world.enter("e").turn->error().code == errc::overloaded);
    CHECK(world.enter("f", new_id()).turn.has_value());
    world.finish(a);
    CHECK_FALSE(world.enter("g").turn.has_value());
    CHECK(world.enter("h").turn->error().code == errc::overloaded);
    CHECK(world.order == "afb");
}

TEST_CASE("who hangs up loses the place, and the others move up") {
    World world;
    auto& a = world.enter("a");
    auto& b = world.enter("b");
    auto& c = world.enter("c");
    auto& d = world.enter("d");
    b.client.gone = true;
    world.await(b);
    CHECK(b.turn->error().code == errc::bad_request);
    CHECK_FALSE(world.enter("e").turn.has_value());
    // This one is gone when its turn comes, before anybody has looked.
    c.client.gone = true;
    world.finish(a);
    world.await(c);
    CHECK(c.turn->error().code == errc::bad_request);
    world.settle();
    CHECK(world.order == "ad");
    world.finish(d);
    CHECK(world.order == "ade");
}

TEST_CASE("a turn passes between loops, and outlives what gave it") {
    auto turns = std::make_unique<Turns>();
    Client client;
    const Id id = new_id();
    int served = 0;
    const auto serve = [&](asio::io_context& context) {
        for (int i = 0; i < 200; ++i) {
            asio::co_spawn(context, turns->enter(id, client), [&](const std::exception_ptr&, result<Turns::Turn> turn) {
                // Only one at a time is here.
                if (turn) ++served;
            });
        }
    };
    asio::io_context one{1};
    asio::io_context two{1};
    serve(one);
    serve(two);
    {
        const std::jthread first{[&] { one.run(); }};
        const std::jthread second{[&] { two.run(); }};
    }
    CHECK(served == 400);

    asio::io_context loop{1};
    std::optional<Turns::Turn> kept;
    asio::co_spawn(loop, turns->enter(id, client),
                   [&](const std::exception_ptr&, result<Turns::Turn> turn) { kept = std::move(turn.value()); });
    loop.run();
    turns.reset();
    kept.reset();
}

}  // namespace
}  // namespace baton::core::phone
