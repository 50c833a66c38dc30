#include "actions/signature/svg/style.hpp"

#include <doctest/doctest.h>

#include <string>

namespace baton::signature::svg {
namespace {

Style styled(const std::string& attributes, const Style& parent = {}) {
    pugi::xml_document document;
    REQUIRE(document.load_string(("<path " + attributes + "/>").c_str()));
    return style_of(document.document_element(), parent, {});
}

bool is(const std::optional<Tint>& tint, Colour colour, double alpha = 1) {
    return tint && tint->colour == colour && std::abs(tint->alpha - alpha) < 0.01;
}

TEST_CASE("colours") {
    CHECK(is(read_colour("#abc"), {0xaa, 0xbb, 0xcc}));
    CHECK(is(read_colour("#A1B2C3"), {0xa1, 0xb2, 0xc3}));
    CHECK(is(read_colour("#abc8"), {0xaa, 0xbb, 0xcc}, 0.53));
    CHECK(is(read_colour("#00000080"), {0, 0, 0}, 0.5));
    CHECK(is(read_colour(" rgb( 1 , 2,3 ) "), {1, 2, 3}));
    CHECK(is(read_colour("rgb(100%,0%,50%)"), {255, 0, 128}));
    CHECK(is(read_colour("RGBA(1,2,3,.5)"), {1, 2, 3}, 0.5));
    CHECK(is(read_colour("rgb(1 2 3 / 50%)"), {1, 2, 3}, 0.5));
    CHECK(is(read_colour("rgb(300,-5,3)"), {255, 0, 3}));
    CHECK(is(read_colour("MidnightBlue"), {25, 25, 112}));
    CHECK(is(read_colour("transparent"), {0, 0, 0}, 0));
    for (const char* text : {"", "#", "#12", "#12345", "#ggg", "rgb(1,2)", "rgb(1,2,3", "rgb(1,2,3,4,5)", "blurple",
                             "red;", "url(#a)", "expression(1)", "rgb(1,2,3)x", "hsl(1,2%,3%)", "# 12"}) {
        CAPTURE(text);
        CHECK_FALSE(read_colour(text));
    }
}

TEST_CASE("attributes, and declarations before them") {
    CHECK(styled("fill='red'").fill.colour == Colour{255, 0, 0});
    CHECK(styled("fill='red' style='fill: #00f; stroke :lime!important;;x'").fill.colour == Colour{0, 0, 255});
    CHECK(styled("style='stroke:lime!important'").stroke.colour == Colour{0, 255, 0});
    CHECK(styled("stroke-width='2pt'").pen.width == doctest::Approx(2.667).epsilon(0.001));
    CHECK(styled("stroke-width='-2'").pen.width == 1);
    CHECK(styled("style='stroke-linecap:round;stroke-linejoin:bevel'").pen.cap == Cap::round);
    CHECK(styled("style='stroke-linecap:round;stroke-linejoin:bevel'").pen.join == Join::bevel);
    CHECK(styled("stroke-miterlimit='9'").pen.miter_limit == 9);
    CHECK(styled("stroke-miterlimit='0.5'").pen.miter_limit == 4);
    CHECK(styled("fill-rule='evenodd'").rule == FillRule::evenodd);
}

TEST_CASE("what refers to something else is passed over") {
    CHECK(styled("fill='url(#gradient)'").fill.colour == Colour{0, 0, 0});
    CHECK(styled("fill='red' style='fill:url(http://x.test/)'").fill.colour == Colour{255, 0, 0});
    CHECK(styled("style='fill:red url(x)'").fill.colour == Colour{0, 0, 0});
    CHECK(styled("style='fill:expression(alert(1))'").fill.colour == Colour{0, 0, 0});
}

TEST_CASE("inheritance") {
    const Style parent = styled("fill='red' stroke='lime' stroke-width='3' opacity='.5' color='blue'");
    CHECK(styled("", parent).fill.colour == Colour{255, 0, 0});
    CHECK(styled("", parent).pen.width == 3);
    CHECK(styled("fill='currentColor'", parent).fill.colour == Colour{0, 0, 255});
    CHECK(styled("fill='currentColor' color='lime'", parent).fill.colour == Colour{0, 255, 0});
    CHECK(styled("fill='nonsense'", parent).fill.colour == Colour{255, 0, 0});
    CHECK(styled("opacity='.5'", parent).opacity == 0.25);
    CHECK(styled("", parent).opacity == 0.5);
}

TEST_CASE("what can be seen") {
    CHECK(styled("").shows_fill());
    CHECK_FALSE(styled("").shows_stroke());
    CHECK(styled("stroke='red'").shows_stroke());
    CHECK_FALSE(styled("stroke='red' stroke-width='0'").shows_stroke());
    CHECK_FALSE(styled("stroke='none'").shows_stroke());
    CHECK_FALSE(styled("fill='none'").shows_fill());
    CHECK_FALSE(styled("fill='transparent'").shows_fill());
    CHECK_FALSE(styled("fill-opacity='0'").shows_fill());
    CHECK_FALSE(styled("opacity='0'").shows_fill());
    CHECK_FALSE(styled("visibility='hidden'").shows_fill());
    CHECK(styled("visibility='visible'", styled("visibility='hidden'")).shows_fill());
    CHECK_FALSE(styled("display='none'").displayed);
    CHECK_FALSE(styled("style='display:none'").displayed);
}

}  // namespace
}  // namespace baton::signature::svg
