#include "core/config/table.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace baton::core;
using namespace baton::core::config;

namespace {

struct Some {
    std::uint16_t port = 1;
    std::string key;
};

const std::array<SettingOf<Some>, 2> settings{
    SettingOf<Some>{"PORT", "1", "a number from 1 to 9", "a port", take_number(&Some::port, 1, 9)},
    SettingOf<Some>{"KEY", "", "a word", "a key",
                    [](Some& some, std::string_view text) {
                        some.key = text;
                        return text != "bad";
                    },
                    true}};

result<Some> read(const Variables& variables, bool plain) {
    Some some;
    const std::span<const SettingOf<Some>> table{settings};
    if (auto done = read_table(table, variables, "relay", plain, some); !done) return done.error();
    return some;
}

}  // namespace

TEST_CASE("a service's own name wins, and the plain one counts only where it is alone") {
    CHECK(read({{"PORT", "2"}}, true)->port == 2);
    CHECK(read({{"PORT", "2"}}, false)->port == 1);
    CHECK(read({{"PORT", "2"}, {"RELAY_PORT", "3"}}, true)->port == 3);
    CHECK(read({{"PORT", "2"}, {"RELAY_PORT", ""}}, true)->port == 2);
    CHECK(read({{"PORT", "x"}, {"RELAY_PORT", "3"}}, true)->port == 3);
}

TEST_CASE("what is not allowed is named as it was written, and a secret is not shown") {
    CHECK(read({{"RELAY_PORT", "0"}}, true).error().detail ==
          "RELAY_PORT: '0' is not allowed: it must be a number from 1 to 9");
    CHECK(read({{"PORT", "4x"}}, true).error().detail == "PORT: '4x' is not allowed: it must be a number from 1 to 9");
    CHECK(read({{"RELAY_KEY", "bad"}}, false).error().detail ==
          "RELAY_KEY: the value is not allowed: it must be a word");
}
