#pragma once

#include "services/signal/store.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace baton::services::signal::suite {

using core::errc;

/// A store that is tried, and how to let its time go on until what there is has expired.
struct Subject {
    Store& store;
    std::function<core::task<>()> let_expire;
};

inline core::task<std::string> create(Store& store, std::string origin, std::string topic, std::string text = "o") {
    co_return co_await store.create({std::move(origin), std::move(topic), "\"i\"", "\"" + text + "\""});
}

/// All of a list at once.
inline core::task<std::vector<Listed>> sessions(Store& store, std::string origin, std::string topic) {
    auto codes = co_await store.open_sessions(std::move(origin), std::move(topic));
    if (!codes) co_return codes.error();
    co_return co_await store.listed(std::move(*codes));
}

inline errc code_of(const core::result<>& done) {
    return done ? errc::bad_request : done.error().code;
}

/// Sessions in lists: who sees them, in which order, until when.
inline core::task<> lists(Subject subject) {
    Store& store = subject.store;
    CHECK((co_await store.topics("a", 0, 10))->total == 0);
    CHECK((co_await sessions(store, "a", "t"))->empty());
    const auto first = *co_await create(store, "a", "t", "1");
    const auto second = *co_await create(store, "a", "t", "2");
    const auto elsewhere = *co_await create(store, "b", "t", "3");
    for (const auto* topic : {"a", "C", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "é", ".."}) {
        CHECK((co_await create(store, "a", topic)).has_value());
    }
    const auto listed = *co_await sessions(store, "a", "t");
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].code == second);
    CHECK(listed[1].code == first);
    CHECK(listed[1].offer == "\"1\"");
    CHECK(listed[1].info == "\"i\"");
    CHECK(listed[0].created_at >= listed[1].created_at);
    CHECK(listed[0].expires_at - listed[0].created_at == listed[1].expires_at - listed[1].created_at);
    const auto all = *co_await store.topics("a", 0, 100);
    std::vector<std::string> names;
    for (const auto& each : all.topics) names.push_back(each.topic);
    CHECK(names == std::vector<std::string>{"..", "C", "a", "t", "é", "\xEF\xBF\xBF", "\xF0\x90\x80\x80"});
    CHECK(all.total == 7);
    CHECK(all.topics.at(3).sessions == 2);
    const auto part = *co_await store.topics("a", 2, 2);
    CHECK(part.total == 7);
    CHECK(part.topics.at(0).topic == "a");
    CHECK(part.topics.size() == 2);
    const auto past = *co_await store.topics("a", 9'000'000'000'000'000'000, 1000);
    CHECK(past.total == 7);
    CHECK(past.topics.empty());
    CHECK((co_await store.answer({first, "a"}, "\"yes\"")).has_value());
    CHECK((co_await sessions(store, "a", "t"))->size() == 1);
    CHECK((co_await store.topics("a", 3, 1))->topics.at(0).sessions == 1);
    CHECK((co_await store.answer({second, "a"}, "\"yes\"")).has_value());
    CHECK((co_await store.topics("a", 0, 100))->total == 6);
    CHECK((co_await sessions(store, "b", "t"))->at(0).code == elsewhere);
    co_return core::result<>{};
}

/// What the two sides of a session say to each other.
inline core::task<> talk(Subject subject) {
    Store& store = subject.store;
    const auto code = *co_await create(store, "a", "t");
    const Key key{code, "a"};
    CHECK((co_await store.poll(key, Side::answerer))->text == "\"o\"");
    CHECK_FALSE((co_await store.poll(key, Side::offerer))->text.has_value());
    for (const auto* candidate : {"\"1\"", "\"2\"", "\"1\""}) {
        CHECK((co_await store.add_candidate(key, Side::offerer, candidate)).has_value());
    }
    CHECK((co_await store.add_candidate(key, Side::answerer, "\"\\u0000\"")).has_value());
    CHECK((co_await sessions(store, "a", "t"))->at(0).candidates == std::vector<Literal>{"\"1\"", "\"2\"", "\"1\""});
    CHECK((co_await store.answer(key, "\"yes\"")).has_value());
    CHECK((co_await store.answer(key, "\"yes\"")).has_value());
    const auto second = co_await store.answer(key, "\"no\"");
    CHECK(second.error().code == errc::conflict);
    CHECK(second.error().detail == "Session already answered");
    CHECK((co_await store.poll(key, Side::offerer))->text == "\"yes\"");
    CHECK((co_await store.poll(key, Side::offerer))->candidates == std::vector<Literal>{"\"\\u0000\""});
    CHECK((co_await store.poll(key, Side::answerer))->candidates.size() == 3);
    // Four candidates of a side there may be.
    CHECK((co_await store.add_candidate(key, Side::offerer, "\"4\"")).has_value());
    const auto fifth = co_await store.add_candidate(key, Side::offerer, "\"5\"");
    CHECK(fifth.error().code == errc::conflict);
    CHECK(fifth.error().detail == "Too many candidates");
    CHECK(code_of(co_await store.add_candidate(key, Side::offerer, "\"5\"")) == errc::conflict);
    CHECK((co_await store.poll(key, Side::answerer))->candidates.size() == 4);
    CHECK((co_await store.add_candidate(key, Side::answerer, "\"2\"")).has_value());
    co_return core::result<>{};
}

/// Whoever is wrong about a session is told the same, whatever is wrong.
inline core::task<> strangers(Subject subject) {
    Store& store = subject.store;
    const auto code = *co_await create(store, "a", "t");
    std::string upper = code;
    std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'f' ? char(c - 32) : c; });
    upper[0] = 'A';
    for (const Key& key :
         {Key{code, "b"}, Key{code, "A"}, Key{upper, "a"}, Key{"", "a"}, Key{std::string("\0x", 2), "a"},
          Key{code + "x", "a"}, Key{"00000000-0000-4000-8000-000000000000", "a"}}) {
        CAPTURE(key.code);
        CHECK(code_of(co_await store.answer(key, "\"x\"")) == errc::not_found);
        CHECK(code_of(co_await store.add_candidate(key, Side::offerer, "\"x\"")) == errc::not_found);
        CHECK((co_await store.poll(key, Side::offerer)).error().detail ==
              "Session not found, expired, or origin mismatch");
    }
    CHECK_FALSE((co_await store.poll({code, "a"}, Side::offerer))->text.has_value());
    co_return core::result<>{};
}

/// What has expired is nowhere, swept or not, and leaves room for others.
inline core::task<> ends(Subject subject) {
    Store& store = subject.store;
    const auto code = *co_await create(store, "a", "t");
    CHECK((co_await store.add_candidate({code, "a"}, Side::offerer, "\"1\"")).has_value());
    // Three of an origin there may be, and five in all.
    CHECK((co_await create(store, "a", "u")).has_value());
    CHECK((co_await create(store, "a", "v")).has_value());
    CHECK((co_await create(store, "a", "w")).error().code == errc::too_many_requests);
    CHECK((co_await create(store, "b", "w")).has_value());
    CHECK((co_await create(store, "c", "w")).has_value());
    CHECK((co_await create(store, "d", "w")).error().code == errc::overloaded);
    CHECK((co_await subject.let_expire()).has_value());
    CHECK(code_of(co_await store.answer({code, "a"}, "\"x\"")) == errc::not_found);
    CHECK(code_of(co_await store.add_candidate({code, "a"}, Side::offerer, "\"x\"")) == errc::not_found);
    CHECK((co_await store.poll({code, "a"}, Side::answerer)).error().code == errc::not_found);
    CHECK((co_await sessions(store, "a", "t"))->empty());
    CHECK((co_await store.topics("a", 0, 10))->total == 0);
    CHECK((co_await create(store, "a", "t")).has_value());
    CHECK((co_await store.sweep()).has_value());
    CHECK((co_await sessions(store, "a", "t"))->size() == 1);
    co_return core::result<>{};
}

}  // namespace baton::services::signal::suite
