#include "core/net/piece_framing.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core::net;

namespace {

/// The piece as it goes over the wire, or "refused".
std::string framed(PieceFraming& framing, std::string_view piece) {
    const auto frame = framing.frame(std::as_bytes(std::span{piece}));
    return frame ? std::string{frame->before}.append(piece).append(frame->after) : "refused";
}

}  // namespace

TEST_CASE("a body of known length goes as it is, and exactly as long") {
    PieceFraming framing{5, 11};
    CHECK_FALSE(framing.chunked());
    CHECK_FALSE(framing.ends_with_connection());
    CHECK(framed(framing, "abc") == "abc");
    SUBCASE("all of it") {
        CHECK(framed(framing, "de") == "de");
        CHECK(framed(framing, "") == "");
    }
    SUBCASE("less") {
        CHECK(framed(framing, "") == "refused");
    }
    SUBCASE("more") {
        CHECK(framed(framing, "def") == "refused");
    }
}

TEST_CASE("a body of unknown length goes in chunks") {
    PieceFraming framing{std::nullopt, 11};
    CHECK(framing.chunked());
    CHECK(framed(framing, "abc") == "3\r\nabc\r\n");
    CHECK(framed(framing, std::string(65536, 'x')) == "10000\r\n" + std::string(65536, 'x') + "\r\n");
    CHECK(framed(framing, "") == "0\r\n\r\n");
}

TEST_CASE("HTTP/1.0 knows no chunks") {
    PieceFraming framing{std::nullopt, 10};
    CHECK(framing.ends_with_connection());
    CHECK(framed(framing, "abc") == "abc");
    CHECK(framed(framing, "") == "");
    PieceFraming sized{3, 10};
    CHECK_FALSE(sized.ends_with_connection());
}
