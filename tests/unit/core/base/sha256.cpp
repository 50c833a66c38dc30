#include "core/base/sha256.hpp"

#include "core/base/hex.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;

// FIPS 180-4, and NIST's example of a million "a".
TEST_CASE("SHA-256 is what it should be, in one call and in pieces") {
    CHECK(to_hex(Sha256::of("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(Sha256::of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    for (int i = 0; i < 1000; ++i) pieces.update(std::string(1000, 'a'));
    CHECK(to_hex(pieces.finish()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    Sha256 nothing;
    CHECK(to_hex(nothing.finish()) == to_hex(Sha256::of("")));
}

TEST_CASE("what has been hashed so far moves along") {
    Sha256 first;
    first.update("ab");
    Sha256 second = std::move(first);
    second.update("c");
    CHECK(second.finish() == Sha256::of("abc"));
}
