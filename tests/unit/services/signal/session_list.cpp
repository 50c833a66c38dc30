#include "services/signal/session_list.hpp"

#include "services/signal/memory_store.hpp"
#include "tests/unit/core/run.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;
using namespace baton::services::signal;

namespace {

/// All that a list says, and in how many pieces.
struct Whole {
    std::string text;
    int pieces = 0;
};

Whole whole(boost::asio::io_context& context, Store& store, std::vector<std::string> codes) {
    SessionList list{store, "a", std::move(codes)};
    Whole all;
    for (;;) {
        const auto piece = run_on(context, list.next());
        REQUIRE(piece.has_value());
        if (piece->empty()) return all;
        all.text.append(reinterpret_cast<const char*>(piece->data()), piece->size());
        ++all.pieces;
    }
}

}  // namespace

TEST_CASE("signal: a list of sessions comes in pieces, and without those that were answered meanwhile") {
    MemoryStore store{{}, 1000, [] { return Millis{1}; }};
    boost::asio::io_context context;
    CHECK(whole(context, store, {}).text == R"({"sessions":[]})");
    for (int i = 0; i < 40; ++i) {
        REQUIRE(run_on(context, store.create({"a", "t", "\"i\"", "\"" + std::to_string(i) + "\""})).has_value());
    }
    const auto codes = *run_on(context, store.open_sessions("a", "t"));
    CHECK(whole(context, store, codes).pieces == 3);
    for (int i = 0; i < 20; ++i) {
        REQUIRE(run_on(context, store.answer({codes.at(static_cast<std::size_t>(i)), "a"}, "\"x\"")).has_value());
    }
    const auto listed = boost::json::parse(whole(context, store, codes).text).at("sessions").as_array();
    REQUIRE(listed.size() == 20);
    CHECK(listed.front().at("offer").as_string() == "19");
    CHECK(listed.back().at("offer").as_string() == "0");
    for (int i = 0; i < 20; ++i) {
        REQUIRE(
            run_on(context, store.add_candidate({codes.at(30), "a"}, Side::offerer, std::to_string(i))).has_value());
    }
    const auto many = boost::json::parse(whole(context, store, codes).text).at("sessions").as_array();
    CHECK(many.at(10).at("offerCandidates").as_array().size() == 20);
    for (const auto& code : codes) CHECK(run_on(context, store.answer({code, "a"}, "\"x\"")).has_value());
    CHECK(whole(context, store, codes).text == R"({"sessions":[]})");
}
