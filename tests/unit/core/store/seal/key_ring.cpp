#include "core/store/seal/key_ring.hpp"

#include "core/base/hex.hpp"
#include "tests/unit/core/scratch.hpp"
#include "tests/unit/core/store/seal/keys.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace baton::core;
using namespace baton::core::store::seal;

namespace {

std::string why(const result<KeyRing>& ring) {
    return ring ? "" : ring.error().detail;
}

std::string why(std::string_view content) {
    return why(KeyRing::parse(content));
}

}  // namespace

TEST_CASE("keys: the first one seals, all of them open") {
    const auto ring =
        ring_of("# since May\r\n  " + key_line('a') + "\n\t\n#" + key_line('b') + key_line('C') + std::string(64, 'd'));
    REQUIRE(ring.size() == 3);
    const auto id_of = [](char digit) { return ring_of(key_line(digit)).sealing()->id; };
    CHECK(ring.sealing()->id == id_of('a'));
    CHECK(ring.find(id_of('c')) != nullptr);
    CHECK(ring.find(id_of('d')) != nullptr);
    CHECK(ring.find(id_of('b')) == nullptr);
    // Another key has another id, and no id looks like its key.
    CHECK(id_of('a') != id_of('c'));
    CHECK(to_hex(id_of('a')).find("aaaa") == std::string::npos);
}

TEST_CASE("keys: with 'plain' before them they only open") {
    const auto ring = ring_of("# not yet\nplain\n" + key_line('a'));
    CHECK(ring.size() == 1);
    CHECK(ring.sealing() == nullptr);
    CHECK(why("plain\n") == "FILE_KEY: the file has no key");
    const std::string misplaced = "is 'plain', which must come before all keys, and once";
    CHECK(why("plain\nplain\n" + key_line('a')) == "FILE_KEY: line 2 " + misplaced);
    CHECK(why(key_line('a') + "plain\n") == "FILE_KEY: line 2 " + misplaced);
}

TEST_CASE("keys: 32 bytes that are no text are one key") {
    std::string raw;
    for (int value = 0; value < 32; ++value) raw += static_cast<char>(value * 7);
    const auto ring = ring_of(raw);
    CHECK(ring.size() == 1);
    CHECK(ring.sealing()->id == ring_of(to_hex(std::as_bytes(std::span{raw}))).sealing()->id);
    // Half a key in digits is as long.
    CHECK(why(std::string(32, 'a')) == "FILE_KEY: line 1 is not a key of 64 hexadecimal digits");
    CHECK(why(raw + "x") == "FILE_KEY: line 1 is not a key of 64 hexadecimal digits");
}

TEST_CASE("keys: what is wrong is said by its line, without the key") {
    CHECK(why("") == "FILE_KEY: the file has no key");
    CHECK(why("# nothing\n\n") == "FILE_KEY: the file has no key");
    CHECK(why(key_line('a') + "\n" + key_line('a')) == "FILE_KEY: line 3 repeats a key");
    for (const auto& wrong : {std::string(63, 'a'), std::string(65, 'a'), std::string(63, 'a') + "g",
                              "Plain" + std::string(59, 'a'), std::string(64, 'a') + " # mine"}) {
        CAPTURE(wrong);
        CHECK(why(key_line('b') + wrong + "\n") == "FILE_KEY: line 2 is not a key of 64 hexadecimal digits");
    }
}

TEST_CASE("keys: they are read from a file") {
    const Scratch scratch;
    scratch.write("keys", key_line('a'));
    const auto ring = KeyRing::read(scratch.path / "keys");
    REQUIRE(ring.has_value());
    CHECK(ring->sealing()->id == ring_of(key_line('a')).sealing()->id);

    // The key itself where a path should be is not repeated.
    const std::string mistaken = why(KeyRing::read(std::string(64, 'a')));
    CHECK(mistaken == "FILE_KEY: there is no such file (it names a file that has the key)");
    CHECK(why(KeyRing::read(scratch.path)).starts_with("FILE_KEY: the file cannot be read: "));
    scratch.write("large", std::string(16 * 1024, '\n'));
    CHECK(why(KeyRing::read(scratch.path / "large")) == "FILE_KEY: the file is too large: it has 16 KiB or more");
    scratch.write("nearly", key_line('a') + std::string(16 * 1024 - 66, '\n'));
    CHECK(KeyRing::read(scratch.path / "nearly").has_value());
}
