#include "core/work/pool/voice_lines.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using baton::core::work::VoiceLines;
using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

constexpr VoiceLines::Time one_hour{1h};

}  // namespace

TEST_CASE("what comes in pieces is put together to lines, and empty ones are left out") {
    VoiceLines lines;
    CHECK(lines.add("a", one_hour).empty());
    CHECK(lines.add("b\n\n\nc\nd", one_hour) == Lines{"ab", "c"});
    CHECK(lines.rest() == "d");
    CHECK(lines.rest().empty());
    CHECK(lines.take_dropped() == 0);
}

TEST_CASE("a line without end takes no more memory than the longest line") {
    VoiceLines lines;
    for (int i = 0; i < 100; ++i) CHECK(lines.add(std::string(VoiceLines::max_line, 'x'), one_hour).empty());
    CHECK(lines.add("y\nz\n", one_hour) == Lines{std::string(VoiceLines::max_line, 'x'), "z"});
}

TEST_CASE("only so many lines are passed on in a while, the others are counted") {
    VoiceLines lines;
    std::string many;
    for (std::size_t i = 0; i < VoiceLines::max_lines + 7; ++i) many += "x\n";
    CHECK(lines.add(many, one_hour).size() == VoiceLines::max_lines);
    CHECK(lines.add("x\n", one_hour + VoiceLines::window - 1ms).empty());
    CHECK(lines.take_dropped() == 8);
    CHECK(lines.take_dropped() == 0);
    CHECK(lines.add("x\n", one_hour + VoiceLines::window) == Lines{"x"});
}

TEST_CASE("only so many bytes are passed on in a while") {
    VoiceLines lines;
    const std::string line = std::string(VoiceLines::max_line, 'x') + "\n";
    std::size_t passed = 0;
    for (int i = 0; i < 100; ++i) passed += lines.add(line, one_hour).size();
    CHECK(passed == VoiceLines::max_bytes / VoiceLines::max_line);
    CHECK(lines.take_dropped() == 100 - passed);
}
