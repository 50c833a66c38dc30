#include "actions/signature/visible_ink.hpp"

#include <doctest/doctest.h>

#include <cstring>

namespace baton::signature {
namespace {

constexpr Colour white{255, 255, 255};
constexpr Colour black{0, 0, 0};
constexpr Colour navy{0x14, 0x28, 0x5a};

Shape bar(double left, double top, double right, double bottom, Colour colour) {
    Contour contour{{left, top}, {}};
    contour.line_to({right, top});
    contour.line_to({right, bottom});
    contour.line_to({left, bottom});
    return {{contour}, colour};
}

std::vector<Colour> colours(Drawing drawing, const Options& options = {}) {
    make_visible(drawing, options);
    std::vector<Colour> all;
    for (const Shape& shape : drawing.shapes) all.push_back(shape.colour);
    return all;
}

TEST_CASE("what can be seen on a background") {
    for (const Colour ink :
         {black, navy, Colour{229, 229, 229}, {255, 0, 0}, {0, 255, 0}, {0, 255, 255}, {255, 215, 0}}) {
        CHECK(can_be_seen(ink, white));
    }
    for (const Colour ink : {white, Colour{254, 254, 254}, {235, 235, 235}, {255, 255, 0}, {255, 255, 224}}) {
        CHECK_FALSE(can_be_seen(ink, white));
    }
    CHECK(can_be_seen(white, black));
    CHECK(can_be_seen(navy, black));
    // As light as their grounds, but of another colour.
    CHECK(can_be_seen({255, 0, 0}, {128, 128, 128}));
    CHECK(can_be_seen({0, 0, 255}, {80, 80, 80}));
    CHECK_FALSE(can_be_seen({140, 128, 128}, {128, 128, 128}));
    CHECK_FALSE(can_be_seen({20, 20, 20}, black));
}

TEST_CASE("the session's ink stays where it shows; then black, then white") {
    CHECK(visible_ink({}) == navy);
    CHECK(visible_ink({.ink = white}) == black);
    CHECK(visible_ink({.ink = white, .background = black}) == white);
    CHECK(visible_ink({.ink = black, .background = black}) == white);
    CHECK(visible_ink({.ink = {255, 255, 0}, .background = {0, 0, 128}}) == Colour{255, 255, 0});
}

TEST_CASE("foreign ink that cannot be seen takes the session's, all other keeps its colour") {
    CHECK(colours({{bar(0, 0, 90, 3, white)}}) == std::vector{navy});
    CHECK(colours({{bar(0, 0, 90, 3, black)}}) == std::vector{black});
    CHECK(colours({{bar(0, 0, 90, 3, white)}}, {.background = black}) == std::vector{white});
    CHECK(colours({{bar(0, 0, 90, 3, black)}}, {.background = black}) == std::vector{navy});
    // One stroke of each, which cross.
    CHECK(colours({{bar(0, 20, 90, 23, white), bar(40, 0, 43, 60, black)}}) == std::vector{navy, black});
    // One beside the other.
    CHECK(colours({{bar(40, 0, 43, 60, black), bar(50, 20, 90, 23, white)}}) == std::vector{black, navy});
}

TEST_CASE("paper under ink and an eraser over it keep their colour") {
    CHECK(colours({{bar(0, 0, 100, 50, white), bar(10, 20, 90, 23, black)}}) == std::vector{white, black});
    CHECK(colours({{bar(10, 20, 90, 23, black), bar(50, 10, 70, 30, white)}}) == std::vector{black, white});
    // A wide one that takes the tail of a line.
    CHECK(colours({{bar(10, 20, 90, 23, black), bar(85, 0, 105, 60, white)}}) == std::vector{black, white});
    // Later than its crossing: an eraser. Earlier it is ink, as above.
    CHECK(colours({{bar(40, 0, 43, 60, black), bar(0, 20, 90, 23, white)}}) == std::vector{black, white});
}

TEST_CASE("white in the holes of a trace keeps its colour") {
    Shape ring = bar(0, 0, 100, 50, black);
    ring.contours.push_back(bar(10, 10, 90, 40, black).contours.front());
    ring.rule = FillRule::evenodd;
    CHECK(colours({{ring, bar(10, 10, 90, 40, white)}}) == std::vector{black, white});
    CHECK(colours({{bar(10, 10, 90, 40, white), ring}}) == std::vector{white, black});
    // Not touching anything it is ink.
    CHECK(colours({{ring, bar(20, 20, 80, 23, white)}}) == std::vector{black, navy});
}

TEST_CASE("a drawing shows if something is left to be seen") {
    CHECK(shows_on({{bar(0, 0, 90, 3, black)}}, white));
    CHECK(shows_on({{bar(0, 0, 90, 0.01, black)}}, white));
    CHECK_FALSE(shows_on({{bar(0, 0, 90, 3, white)}}, white));
    CHECK_FALSE(shows_on({{bar(0, 0, 90, 3, black), bar(-5, -5, 95, 8, white)}}, white));
    CHECK_FALSE(shows_on({}, white));
    CHECK_FALSE(shows_on({{bar(0, 0, 1e-305, 1e-305, black)}}, white));
}

TEST_CASE("of a picture each pixel counts, and keeps its alpha") {
    InkPicture picture{media::Image{{3, 1}, 4}};
    constexpr std::uint8_t before[] = {255, 255, 255, 200, 10, 20, 30, 255, 255, 255, 255, 0};
    constexpr std::uint8_t after[] = {0x14, 0x28, 0x5a, 200, 10, 20, 30, 255, 255, 255, 255, 0};
    std::memcpy(picture.pixels.row(0), before, sizeof before);
    make_visible(picture, {});
    CHECK(std::memcmp(picture.pixels.row(0), after, sizeof after) == 0);
}

}  // namespace
}  // namespace baton::signature
