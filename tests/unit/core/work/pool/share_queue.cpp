#include "core/work/pool/share_queue.hpp"

#include "core/work/pool/job_cost.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <utility>

using namespace baton::core;
using namespace baton::core::work;

namespace {

Id session_named(std::uint8_t number) {
    Id id{};
    id.data[0] = number;
    return id;
}

/// A queue, and somebody who waits for each of its jobs. Jobs are known by their names, sessions by numbers.
struct Line {
    explicit Line(std::size_t places, std::size_t workers = 8) : queue(places), workers(workers) {}

    bool push(std::string name, std::uint32_t key, std::uint8_t session, std::uint64_t weight = 0) {
        Job job;
        job.log_id = std::move(name);
        job.share = {key, session_named(session), weight};
        const auto ticket = std::make_shared<Ticket>(std::move(job), count);
        waiters.emplace_back(ticket, context.get_executor());
        return queue.push(ticket);
    }
    /// The name of the next job, which then runs; "" if none may.
    std::string pop() {
        auto ticket = queue.pop(workers);
        if (!ticket) return "";
        running.push_back(ticket);
        return ticket->job().log_id;
    }
    /// Ends the job that has run the longest.
    void finish() {
        queue.finish(*running.front());
        running.pop_front();
    }
    /// The names of all jobs in their order, each ended before the next begins.
    std::string drain() {
        std::string names;
        for (auto name = pop(); !name.empty(); name = pop()) {
            names += name + " ";
            finish();
        }
        return names;
    }

    boost::asio::io_context context;
    std::shared_ptr<std::atomic<std::size_t>> count = std::make_shared<std::atomic<std::size_t>>(0);
    ShareQueue queue;
    std::size_t workers;
    std::deque<Ticket::Waiter> waiters;
    std::deque<std::shared_ptr<Ticket>> running;
};

constexpr std::uint64_t heavy = cheap_weight + 1;

}  // namespace

TEST_CASE("keys take turns, and of a key its sessions, and of a session its jobs in their order") {
    Line line{100};
    for (const char* name : {"a1", "a2", "a3", "a4"}) REQUIRE(line.push(name, 1, 1));
    for (const char* name : {"b1", "b2"}) REQUIRE(line.push(name, 1, 2));
    for (const char* name : {"c1", "c2", "c3"}) REQUIRE(line.push(name, 2, 3));
    CHECK(line.drain() == "a1 c1 b1 c2 a2 c3 b2 a3 a4 ");
    CHECK(line.queue.size() == 0);
    CHECK(line.queue.places() == 0);
}

TEST_CASE("who comes to a long line has the next turn but one") {
    Line line{100};
    for (int i = 0; i < 50; ++i) REQUIRE(line.push("flood", 1, 1));
    CHECK(line.pop() == "flood");
    REQUIRE(line.push("other", 2, 2));
    CHECK(line.pop() == "flood");
    CHECK(line.pop() == "other");
}

TEST_CASE("a session runs two jobs at once, the third when one has ended") {
    Line line{100};
    for (const char* name : {"a1", "a2", "a3"}) REQUIRE(line.push(name, 1, 1));
    CHECK(line.pop() == "a1");
    CHECK(line.pop() == "a2");
    CHECK(line.pop().empty());
    REQUIRE(line.push("b1", 1, 2));
    CHECK(line.pop() == "b1");
    line.finish();
    CHECK(line.pop() == "a3");
}

TEST_CASE("what waits behind two of its session takes no place, up to the longest line") {
    Line line{4};
    for (std::size_t i = 0; i < ShareQueue::longest_line; ++i) REQUIRE(line.push("a", 1, 1));
    CHECK(line.queue.places() == 2);
    CHECK_FALSE(line.push("a", 1, 1));
    CHECK(line.push("b", 1, 2));
    (void)line.pop();
    line.finish();
    CHECK(line.push("a", 1, 1));
    CHECK(line.queue.places() == 3);
}

TEST_CASE("one key has seven eighths of the places, another one finds room, and full is full") {
    Line line{80};
    std::uint8_t session = 0;
    int taken = 0;
    while (line.push("a", 1, ++session)) ++taken;
    CHECK(taken == 70);
    CHECK(line.push("b", 2, ++session));
    while (line.push("b", 2, ++session)) {
    }
    CHECK(line.push("c", 3, ++session));
    Line small{2};
    CHECK(small.push("a", 1, 1));
    CHECK(small.push("a", 1, 2));
    CHECK_FALSE(small.push("a", 1, 3));
    CHECK_FALSE(small.push("b", 2, 4));
    CHECK(small.pop() == "a");
    CHECK_FALSE_MESSAGE(small.push("b", 2, 4), "a running job keeps its place");
    small.finish();
    CHECK(small.push("b", 2, 4));
}

TEST_CASE("jobs whose callers left take no turn and no place") {
    Line line{2};
    REQUIRE(line.push("a1", 1, 1));
    line.waiters.clear();
    REQUIRE(line.push("a2", 1, 2));
    REQUIRE(line.push("a3", 1, 3));
    CHECK(line.queue.size() == 2);
    line.waiters.pop_front();
    CHECK(line.pop() == "a3");
    CHECK(line.pop().empty());
    CHECK(line.queue.size() == 1);
    line.finish();
    CHECK(line.queue.places() == 0);
}

TEST_CASE("dear jobs leave one worker to the cheap ones") {
    Line line{100, 3};
    for (std::uint8_t session = 1; session <= 4; ++session) REQUIRE(line.push("dear", 1, session, heavy));
    CHECK(line.pop() == "dear");
    CHECK(line.pop() == "dear");
    CHECK(line.pop().empty());
    REQUIRE(line.push("cheap", 1, 5));
    CHECK(line.pop() == "cheap");
    line.finish();
    CHECK(line.pop() == "dear");
    CHECK(line.pop().empty());
}

TEST_CASE("dear jobs have their turn like cheap ones") {
    Line line{100, 2};
    REQUIRE(line.push("a1", 1, 1, heavy));
    REQUIRE(line.push("a2", 1, 1));
    REQUIRE(line.push("b1", 2, 2));
    REQUIRE(line.push("b2", 2, 2, heavy));
    REQUIRE(line.push("c1", 1, 3, heavy));
    CHECK(line.drain() == "a1 b1 c1 b2 a2 ");
}

TEST_CASE("cheap jobs do not cost a key the turn of its dear ones") {
    Line line{100, 2};
    for (int i = 0; i < 3; ++i) REQUIRE(line.push("flood", 1, 1, heavy));
    REQUIRE(line.push("dear", 2, 2, heavy));
    REQUIRE(line.push("cheap", 2, 3));
    REQUIRE(line.push("cheap", 2, 3));
    CHECK(line.pop() == "flood");
    CHECK(line.pop() == "cheap");  // while no other dear job may run
    line.finish();
    CHECK(line.pop() == "dear");
}

TEST_CASE("with one worker a dear job waits for the cheap ones") {
    Line line{100, 1};
    REQUIRE(line.push("dear", 1, 1, heavy));
    REQUIRE(line.push("b1", 2, 2));
    REQUIRE(line.push("b2", 2, 2));
    CHECK(line.drain() == "b1 b2 dear ");
}

TEST_CASE("a job that is put back has its old place in its session, whatever it weighs now") {
    Line line{2, 4};
    for (const char* name : {"a1", "a2", "a3"}) REQUIRE(line.push(name, 1, 1));
    const auto first = line.queue.pop(4);
    const auto second = line.queue.pop(4);
    // Both turn out to be dear, the later one first.
    for (const auto& ticket : {second, first}) {
        line.queue.finish(*ticket);
        ticket->weight = heavy;
        line.queue.put_back(ticket);
    }
    CHECK(line.queue.places() == 2);
    CHECK(line.drain() == "a1 a2 a3 ");
}

TEST_CASE("all that wait can be taken out, what runs still ends") {
    Line line{100, 2};
    for (const char* name : {"a1", "a2", "a3"}) REQUIRE(line.push(name, 1, 1));
    REQUIRE(line.push("b1", 2, 2, heavy));
    CHECK(line.pop() == "a1");
    CHECK(line.queue.take_all().size() == 3);
    CHECK(line.pop().empty());
    CHECK(line.queue.size() == 1);
    line.finish();
    CHECK(line.queue.size() == 0);
}
