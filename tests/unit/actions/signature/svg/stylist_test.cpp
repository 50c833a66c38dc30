#include "actions/signature/svg/stylist.hpp"

#include <doctest/doctest.h>

#include <string>

namespace baton::signature::svg {
namespace {

struct Styled {
    Style style;
    bool objected = false;
};

// The style of the first path in a document; `p` in style sheets is its class.
Styled styled_in(const std::string& document_text, const Style& parent = {}) {
    pugi::xml_document document;
    REQUIRE(document.load_string(document_text.c_str()));
    Objection objection;
    const Index index = index_of(document.document_element(), objection);
    Stylist stylist{index, {}, {}, objection};
    const Style style = stylist.style_of(document.select_node("//path").node(), parent, {});
    return {style, objection.raised()};
}

Style styled(const std::string& attributes, const Style& parent = {}) {
    return styled_in("<svg><path " + attributes + "/></svg>", parent).style;
}

bool is_objected(const std::string& attributes) {
    return styled_in("<svg><path " + attributes + "/></svg>").objected;
}

Colour filled(const std::string& sheet, const std::string& attributes = "", const std::string& more = "") {
    const Styled made =
        styled_in("<svg><style>" + sheet + "</style>" + more + "<path id='i' class='p q' " + attributes + "/></svg>");
    CHECK_FALSE(made.objected);
    return made.style.fill.colour;
}

constexpr Colour red{255, 0, 0};
constexpr Colour lime{0, 255, 0};
constexpr Colour blue{0, 0, 255};

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
                             "red;", "url(#a)", "expression(1)", "rgb(1,2,3)x", "# 12"}) {
        CAPTURE(text);
        CHECK_FALSE(read_colour(text));
    }
}

TEST_CASE("attributes, and declarations before them") {
    CHECK(styled("fill='red'").fill.colour == Colour{255, 0, 0});
    CHECK(styled("fill='red' style='fill: #00f; stroke :lime!important;;x'").fill.colour == Colour{0, 0, 255});
    CHECK(styled("style='/* fill:lime */fill:blue/*;*/'").fill.colour == Colour{0, 0, 255});
    CHECK(styled("style='--a:lime/* x */;fill:var(--a)'").fill.colour == Colour{0, 255, 0});
    CHECK(styled("style='stroke:lime!important'").stroke.colour == Colour{0, 255, 0});
    CHECK(styled("stroke-width='2pt'").pen.width == doctest::Approx(2.667).epsilon(0.001));
    CHECK(styled("stroke-width='-2'").pen.width == 1);
    CHECK(styled("style='stroke-linecap:round;stroke-linejoin:bevel'").pen.cap == Cap::round);
    CHECK(styled("style='stroke-linecap:round;stroke-linejoin:bevel'").pen.join == Join::bevel);
    CHECK(styled("stroke-miterlimit='9'").pen.miter_limit == 9);
    CHECK(styled("stroke-miterlimit='0.5'").pen.miter_limit == 4);
    CHECK(styled("fill-rule='evenodd'").rule == FillRule::evenodd);
}

TEST_CASE("the cascade: attributes, rules by specificity and order, the element's own, what is important") {
    CHECK(filled("path{fill:lime}", "fill='red'") == lime);
    CHECK(filled(".p{fill:lime} path{fill:red}") == lime);
    CHECK(filled("#i{fill:lime} .p.q{fill:red}") == lime);
    CHECK(filled("path{fill:red} path{fill:lime}") == lime);
    CHECK(filled("#i{fill:red}", "style='fill:lime'") == lime);
    CHECK(filled("path{fill:lime!important} #i{fill:red}", "style='fill:blue'") == lime);
    CHECK(filled("path{fill:red!important}", "style='fill:lime ! important'") == lime);
    CHECK(filled(".x,.p , #y{fill:lime}") == lime);
    CHECK(filled("<![CDATA[ .p > b{} path{fill:lime} ]]>") == lime);
    CHECK(filled("/* path{fill:red} */ PATH{fill:red} path{FILL:lime}") == lime);
    CHECK(filled("path{fill:red}", "", "<style media='print'>path{fill:blue}</style><style>path{fill:lime}</style>") ==
          lime);
    CHECK(filled("@media screen{path{fill:lime}} @media print{path{fill:red}} @font-face{src:url(x)}") == lime);
    CHECK(filled("path:hover{fill:red} path{fill:lime;fill:nonsense;stroke:blue}") == lime);
    CHECK(filled("path{fill:initial}", "fill='red'") == Colour{0, 0, 0});
}

TEST_CASE("custom properties") {
    CHECK(filled(":root{--a:red} path{--a:lime;fill:var(--a)}") == lime);
    CHECK(filled("path{--a:var(--b);--b:lime;fill:VAR( --a )}") == lime);
    CHECK(filled("path{fill:var(--none, lime)}") == lime);
    CHECK(filled("path{fill:var(--none, var(--nor, lime))}") == lime);
    CHECK(filled("", "fill='var(--ink,#00ff00)'") == lime);
    CHECK(filled("path{--v:0 255;fill:rgb(var(--v) 0)}") == lime);
    // What stands for nothing, or for itself, is as if it were unset: inherited.
    CHECK(filled("path{fill:red;fill:var(--none)}") == Colour{0, 0, 0});
    CHECK(filled("path{--a:var(--b);--b:var(--a);fill:var(--a, red)}") == red);
    std::string laughs = "path{--a0:rgb(1 2 3)";
    for (int i = 1; i < 15; ++i) {
        const std::string before = "var(--a" + std::to_string(i - 1) + ")";
        laughs += ";--a" + std::to_string(i) + ":" + before + before + before + before;
    }
    CHECK(filled(laughs + ";fill:var(--a14)}") == Colour{0, 0, 0});
}

TEST_CASE("gradients are their first stop that can be seen") {
    const std::string gradients =
        "<linearGradient id='g'><stop stop-color='lime'/><stop stop-color='red'/></linearGradient>"
        "<radialGradient id='h' href='#g'/><linearGradient id='empty'/>"
        "<linearGradient id='faint'><stop stop-opacity='0'/><stop class='s' style='stop-color:blue'/></linearGradient>";
    CHECK(filled("", "fill='url(#g)'", gradients) == lime);
    CHECK(filled("", "fill='url( \"#h\" )'", gradients) == lime);
    CHECK(filled("", "fill='url(#faint)'", gradients) == blue);
    CHECK(filled(".s{stop-color:red!important}", "fill='url(#faint)'", gradients) == red);
    CHECK(filled("", "fill='url(#none) lime'", gradients) == lime);
    CHECK_FALSE(styled("fill='url(#none)'").shows_fill());
    CHECK(filled("", "fill='url(#c)' color='red'",
                 "<linearGradient id='c' color='lime'><stop stop-color='currentColor'/></linearGradient>") == lime);
}

TEST_CASE("what is wrong with a gradient counts for each element, also if a hidden one met it first") {
    pugi::xml_document document;
    REQUIRE(
        document.load_string("<svg><g display='none'><linearGradient id='g'><stop stop-color='color-mix(in srgb, "
                             "red, blue)'/></linearGradient></g><path display='none' fill='url(#g)'/>"
                             "<rect fill='url(#g)'/></svg>"));
    Objection objection;
    const Index index = index_of(document.document_element(), objection);
    Stylist stylist{index, {}, {}, objection};
    stylist.style_of(document.select_node("//path").node(), {}, {});
    CHECK_FALSE(objection.raised());
    stylist.style_of(document.select_node("//rect").node(), {}, {});
    CHECK(objection.raised());
}

TEST_CASE("dashes, orders and effects") {
    CHECK(*styled("stroke-dasharray='3, 1 2'").dashes == std::vector<double>{3, 1, 2, 3, 1, 2});
    CHECK_FALSE(styled("stroke-dasharray='0 0'").dashes);
    CHECK_FALSE(styled("stroke-dasharray='3 -1'").dashes);
    CHECK(styled("stroke-dashoffset='-2px'").dash_offset == -2);
    CHECK(styled("style='paint-order:stroke'").stroke_first);
    CHECK_FALSE(styled("paint-order='fill stroke'").stroke_first);
    CHECK(styled("vector-effect='non-scaling-stroke'").fixed_width);
}

TEST_CASE("what is not drawn as browsers do is objected to") {
    for (const char* attributes :
         {"filter='url(#f)'", "style='mask:url(#m)'", "clip-path='url(#c)'", "marker-end='url(#m)'",
          "style='mix-blend-mode:multiply'", "style='transform:rotate(3deg)'", "fill='color-mix(in srgb, red, blue)'",
          "fill='CanvasText'", "stroke-width='calc(1px + 1px)'", "stroke-width='1vw'", "style='d:path(\"M0 0\")'",
          "fill='url(x.svg#a)'", "stroke='url(https://x.test/#a)'", "style='fill:url(data:,x)'", "fill='context-fill'",
          "style='animation:a 1s'", "style='width:4px'", "vector-effect='fixed-position'", "style='all:unset'"}) {
        CAPTURE(attributes);
        CHECK(is_objected(attributes));
    }
    for (const char* attributes :
         {"filter='none'", "style='mask:none;clip-path:none;marker:none;mix-blend-mode:normal'", "fill='blurple'",
          "stroke-width='wide'", "style='cursor:pointer;enable-background:new;-inkscape-stroke:none'", "x='4'",
          "filter='url(#f)' display='none'", "style='font:12px serif;shape-rendering:crispEdges'"}) {
        CAPTURE(attributes);
        CHECK_FALSE(is_objected(attributes));
    }
    for (const char* sheet : {"path[d]{fill:red}", "path:nth-child(1){fill:red}", "@import 'x.css';", "@supports(x){}",
                              "@media (min-width:1px){path{fill:red}}", "path{fill:red;&amp;:hover{}}", "@layer a{}"}) {
        CAPTURE(sheet);
        CHECK(styled_in("<svg><style>" + std::string{sheet} + "</style><path/></svg>").objected);
    }
    CHECK_FALSE(styled_in("<svg><style>line[x]{fill:red} path[d]{}</style><path/></svg>").objected);
    CHECK(styled_in("<svg><pattern id='a'/><path fill='url(#a)'/></svg>").objected);
}

TEST_CASE("inheritance") {
    const Style parent = styled("fill='red' stroke='lime' stroke-width='3' opacity='.5' color='blue'");
    CHECK(styled("", parent).fill.colour == Colour{255, 0, 0});
    CHECK(styled("", parent).pen.width == 3);
    CHECK(styled("fill='currentColor'", parent).fill.colour == Colour{0, 0, 255});
    CHECK(styled("fill='currentColor' color='lime'", parent).fill.colour == Colour{0, 255, 0});
    CHECK(styled("color='lime'", styled("fill='currentColor'", parent)).fill.colour == Colour{0, 255, 0});
    CHECK(styled("fill='inherit' color='lime'", styled("fill='currentColor'", parent)).fill.colour ==
          Colour{0, 255, 0});
    CHECK(styled("fill='currentColor'", styled("color='currentColor'", parent)).fill.colour == Colour{0, 0, 255});
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
