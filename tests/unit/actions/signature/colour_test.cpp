#include "actions/signature/colour.hpp"

#include <doctest/doctest.h>

namespace baton::signature {
namespace {

TEST_CASE("six hexadecimal digits behind a hash are a colour") {
    CHECK(hex_colour("#14285a") == Colour{0x14, 0x28, 0x5a});
    CHECK(hex_colour("#FFfF00") == Colour{255, 255, 0});
    CHECK(hex_text(Colour{0x14, 0x28, 0x5a}) == "#14285a");
}

TEST_CASE("anything else is none") {
    for (const char* text :
         {"", "#", "#123", "14285a1", "#14285a0", "#14285", "#1428 a", "#-1-1-1", "#+1+1+1", "#gg0000", "blue"}) {
        CAPTURE(text);
        CHECK_FALSE(hex_colour(text).has_value());
    }
}

}  // namespace
}  // namespace baton::signature
