#include "core/config/go_duration.hpp"

#include <doctest/doctest.h>

using baton::core::config::parse_go_duration;
using namespace std::chrono_literals;

TEST_CASE("durations are read as Go reads them") {
    CHECK(parse_go_duration("90s") == 90s);
    CHECK(parse_go_duration("1h30m") == 90min);
    CHECK(parse_go_duration("500ms") == 500ms);
    CHECK(parse_go_duration("1.5h") == 90min);
    CHECK(parse_go_duration(".5s") == 500ms);
    CHECK(parse_go_duration("1m0.25s") == 60250ms);
    CHECK(parse_go_duration("3us") == 3us);
    CHECK(parse_go_duration("3\u00b5s") == 3us);
    CHECK(parse_go_duration("7ns") == 7ns);
    CHECK(parse_go_duration("0") == 0s);
    CHECK(parse_go_duration("-2s") == -2s);
    CHECK(parse_go_duration("+2s") == 2s);
}

TEST_CASE("what Go refuses is refused") {
    for (const char* text :
         {"", "5", "s", "1x", "1 s", "1s ", "--1s", ".s", "1h 30m", "9223372036854775808ns", "99999999h", "1d", "+"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_go_duration(text).has_value());
    }
}
