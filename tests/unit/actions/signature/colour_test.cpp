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

// The ratios that WCAG's own examples and the usual checkers give.
TEST_CASE("contrast is WCAG's ratio, whichever colour comes first") {
    const Colour white{255, 255, 255};
    CHECK(contrast(white, {0, 0, 0}) == doctest::Approx(21));
    CHECK(contrast({0, 0, 0}, white) == doctest::Approx(21));
    CHECK(contrast(white, white) == 1);
    CHECK(contrast(white, {0x77, 0x77, 0x77}) == doctest::Approx(4.48).epsilon(0.002));
    CHECK(contrast({255, 255, 0}, white) == doctest::Approx(1.074).epsilon(0.001));
    CHECK(contrast({0, 0, 255}, white) == doctest::Approx(8.59).epsilon(0.001));
}

}  // namespace
}  // namespace baton::signature
