#include "core/http/spliced_body.hpp"

#include "tests/unit/core/run.hpp"

#include <boost/asio/io_context.hpp>

#include <doctest/doctest.h>

using namespace baton::core;

TEST_CASE("a kept text is sent from where it lies, between its answer's own") {
    boost::asio::io_context context;
    const auto kept = std::make_shared<const std::string>("[1, 2]");
    http::SplicedBody body{"{\"draft\":", kept, "}"};
    CHECK(body.size() == 16);
    std::string all;
    bool from_there = false;
    for (;;) {
        const auto piece = run_on(context, body.next());
        REQUIRE(piece.has_value());
        if (piece->empty()) break;
        const auto* text = reinterpret_cast<const char*>(piece->data());
        from_there = from_there || text == kept->data();
        all.append(text, piece->size());
    }
    CHECK(all == "{\"draft\":[1, 2]}");
    CHECK(from_there);
}
