#include "actions/signature/svg/colour_function.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

namespace baton::signature::svg {
namespace {

struct Sample {
    const char* text;
    int red, green, blue;
    double alpha = 1;
};

void check(const Sample& sample) {
    CAPTURE(sample.text);
    const auto read = read_colour(sample.text);
    REQUIRE(read.has_value());
    const auto near = [](int one, int other) { return std::abs(one - other) <= 1; };
    CHECK(near(read->colour.red, sample.red));
    CHECK(near(read->colour.green, sample.green));
    CHECK(near(read->colour.blue, sample.blue));
    CHECK(read->alpha == doctest::Approx(sample.alpha));
}

TEST_CASE("rgb, hsl and hwb in the old and the new syntax") {
    for (const Sample& sample : {Sample{"rgb(10 20 30)", 10, 20, 30},
                                 {"rgba(10 20 30 / 25%)", 10, 20, 30, 0.25},
                                 {"rgb(10, 20, 30, .5)", 10, 20, 30, 0.5},
                                 {"rgb(10% none 30)", 26, 0, 30},
                                 {"hsl(220, 80%, 30%)", 15, 56, 138},
                                 {"hsl(220 80 30)", 15, 56, 138},
                                 {"HSLA(-30deg 50% 60% / .5)", 204, 102, 153, 0.5},
                                 {"hsl(1.25turn 100% 50%)", 128, 255, 0},
                                 {"hsl(500grad 100% 50%)", 128, 255, 0},
                                 {"hsl(0.5rad, 0%, 50%)", 128, 128, 128},
                                 {"hwb(194 0% 50%)", 0, 98, 128},
                                 {"hwb(40 20% 30%)", 178, 136, 51},
                                 {"hwb(40 80% 80%)", 128, 128, 128}}) {
        check(sample);
    }
}

// Made with matrices derived from the spaces' primaries and white points (CSS Color 4, 10), not with the tables that
// the code has; the first of each kind is an example of CSS Color 4.
TEST_CASE("lab, lch, oklab, oklch and the spaces of color()") {
    for (const Sample& sample : {Sample{"lab(29.2345% 39.3825 20.0664)", 125, 35, 41},
                                 {"lab(60 -40 30 / 40%)", 74, 162, 88, 0.4},
                                 {"lab(60 -32% 24%)", 74, 162, 88},
                                 {"lch(29.2345% 44.2 27)", 125, 35, 41},
                                 {"oklab(40.1% 0.1143 0.045)", 125, 36, 41},
                                 {"oklab(.5 -.1 .1)", 60, 116, 10},
                                 {"oklab(50% -25% 25%)", 60, 116, 10},
                                 {"oklch(40.1% 0.123 21.57)", 125, 36, 41},
                                 {"oklch(60% 0.15 250deg)", 39, 132, 213},
                                 {"color(srgb .2 .5 80%)", 51, 128, 204},
                                 {"color(srgb-linear .2 .5 .8)", 124, 188, 231},
                                 {"color(display-p3 .2 .5 .8)", 0, 130, 210},
                                 {"color(a98-rgb .2 .5 .8)", 0, 129, 208},
                                 {"color(rec2020 .2 .5 .8)", 0, 145, 216},
                                 {"color(prophoto-rgb .2 .5 .8)", 0, 157, 222},
                                 {"color(xyz .2 .3 .4)", 0, 167, 164},
                                 {"color(xyz-d50 .2 .3 .4 / none)", 0, 168, 189, 0}}) {
        check(sample);
    }
}

TEST_CASE("what is no colour of these") {
    for (const char* text :
         {"hsl(1,2,3)", "hsl(1,2%,3%", "hsl(10% 2% 3%)", "hsl(1px 2% 3%)", "rgb(1,2%,3)", "rgb(1 2 3 4)", "rgb(1 2, 3)",
          "rgb(none, 2, 3)", "hwb(1, 2%, 3%)", "lab(1 2)", "oklch(1, 2, 3)", "color(srgb 1 2)", "color(nothing 1 2 3)",
          "color(1 2 3)", "rgb(from red r g b)", "color-mix(in srgb, red, blue)", "rgb(calc(1) 2 3)", "lab()"}) {
        CAPTURE(text);
        CHECK_FALSE(read_colour(text));
    }
}

}  // namespace
}  // namespace baton::signature::svg
