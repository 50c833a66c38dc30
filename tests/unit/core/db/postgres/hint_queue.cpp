#include "core/db/postgres/hint_queue.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using baton::core::db::postgres::HintQueue;

TEST_CASE("ids travel together, each once, in their order") {
    HintQueue queue;
    for (const auto* id : {"a", "b", "a", "c"}) queue.add(id);
    CHECK(queue.take_payload() == "a\nb\nc");
    CHECK(queue.empty());
    queue.add("a");
    CHECK(queue.take_payload() == "a");
}

TEST_CASE("no payload is longer than the server takes") {
    HintQueue queue;
    for (int i = 0; i < 1000; ++i) queue.add(std::to_string(1'000'000 + i) + std::string(29, 'x'));
    std::vector<std::string> heard;
    while (!queue.empty()) {
        const auto payload = queue.take_payload();
        CHECK(payload.size() <= HintQueue::longest_payload);
        for (const auto id : HintQueue::ids_of(payload)) heard.emplace_back(id);
    }
    CHECK(heard.size() == 1000);
    CHECK(heard.back() == "1000999" + std::string(29, 'x'));
}

TEST_CASE("what cannot be told is passed over") {
    HintQueue queue;
    queue.add("");
    queue.add("two\nlines");
    queue.add(std::string(HintQueue::longest_payload + 1, 'x'));
    CHECK(queue.empty());
    queue.add(std::string(HintQueue::longest_payload, 'x'));
    CHECK(queue.take_payload().size() == HintQueue::longest_payload);
}

TEST_CASE("hints that nobody takes away are dropped") {
    HintQueue queue;
    for (std::size_t i = 0; i < HintQueue::most + 10; ++i) queue.add(std::to_string(i));
    CHECK(queue.size() == HintQueue::most);
}

TEST_CASE("a payload of others is taken as it comes") {
    CHECK(HintQueue::ids_of("").empty());
    CHECK(HintQueue::ids_of("\n\n").empty());
    CHECK(HintQueue::ids_of("a\n\nb\n") == std::vector<std::string_view>{"a", "b"});
}
