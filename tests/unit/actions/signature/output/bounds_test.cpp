#include "actions/signature/output/bounds.hpp"

#include "actions/signature/ink/ink.hpp"
#include "actions/signature/ink/outline.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

namespace baton::signature {
namespace {

Contour rectangle(double left, double top, double right, double bottom) {
    Contour contour{{left, top}, {}};
    contour.line_to({right, top});
    contour.line_to({right, bottom});
    contour.line_to({left, bottom});
    return contour;
}

Drawing drawing_of(Contour contour) {
    return {{Shape{{std::move(contour)}, {}}}};
}

Box inked(double width, double height) {
    return {100, 50, 100 + width, 50 + height};
}

TEST_CASE("a curve's box is as large as the curve, not as its control points") {
    Contour arch{{0, 0}, {}};
    arch.curve_to({0, -40}, {30, -40}, {30, 0});
    const Box box = ink_box(drawing_of(arch));
    CHECK(box.top == doctest::Approx(-30));
    CHECK(box.bottom == 0);
    CHECK(box.left == 0);
    CHECK(box.right == 30);
}

TEST_CASE("both extremes of an S are found, on both axes") {
    Contour wave{{0, 0}, {}};
    wave.curve_to({100, -10}, {-100, 10}, {0, 0});
    const Box box = ink_box(drawing_of(wave));
    CHECK(box.left == doctest::Approx(-box.right));
    CHECK(box.right == doctest::Approx(28.8675));
    CHECK(box.bottom == doctest::Approx(2.88675));
}

TEST_CASE("boxes add up over contours and shapes; what has no area does not count") {
    Drawing drawing = drawing_of(rectangle(0, 0, 10, 10));
    drawing.shapes.push_back({{rectangle(20, 30, 25, 60)}, {}});
    Contour line{{-500, 0}, {}};
    line.line_to({0, 0});
    drawing.shapes.push_back({{line, Contour{{900, 900}, {}}}, {}});
    const Box box = ink_box(drawing);
    CHECK(box.left == 0);
    CHECK(box.right == 25);
    CHECK(box.bottom == 60);
    CHECK(ink_box({}).width() == 0);
    CHECK(ink_box(drawing_of(line)).width() == 0);
}

TEST_CASE("the margin is 5 % of the longer side") {
    const Box frame = frame_around(inked(200, 80));
    CHECK(frame.left == doctest::Approx(90));
    CHECK(frame.right == doctest::Approx(310));
    CHECK(frame.top == doctest::Approx(40));
    CHECK(frame.bottom == doctest::Approx(140));
}

TEST_CASE("ink fills at least 60 % of the width and 40 % of the height") {
    for (const double height : {20.0, 50.0, 200.0, 500.0, 900.0, 2000.0, 3200.0}) {
        CAPTURE(height);
        const Box ink = inked(200, height);
        const Box frame = frame_around(ink);
        CHECK(ink.width() / frame.width() >= 0.6 - 1e-9);
        CHECK(ink.height() / frame.height() >= 0.4);
        CHECK(frame.width() > ink.width());
    }
}

TEST_CASE("a flat line fills the width, and the frame of a tall one stays finite") {
    const Box flat = frame_around(inked(300, 2));
    CHECK(300 / flat.width() >= 0.6);
    CHECK(flat.height() == doctest::Approx(32));
    const Box tall = frame_around(inked(0.7, 300));
    CHECK(tall.height() / tall.width() < 12);
}

double way_of(const Drawing& drawing) {
    return outline_way(drawing, ink_box(drawing));
}

TEST_CASE("the way of thin ink is half its outline, in a frame of 358 px") {
    CHECK(way_of(drawing_of(rectangle(0, 0, 3580, 1))) == doctest::Approx(358).epsilon(0.01));
    CHECK(way_of(drawing_of(rectangle(5e6, 5e6, 5e6 + 100, 5e6 + 1))) == doctest::Approx(358).epsilon(0.03));
    CHECK(outline_way({}, {}) == 0);
}

TEST_CASE("a straight line with round ends has its exact way, a dot hardly any") {
    const Drawing line = ink({{400, 400}, {{{0, 0, 0, 0.5}, {150, 0, 3000, 0.5}}}}, {});
    CHECK(way_of(line) * ink_box(line).width() / 358 == doctest::Approx(150).epsilon(0.02));
    CHECK(way_of(ink({{400, 400}, {{{5, 5, 0, 0.5}}}}, {})) < 20);
}

TEST_CASE("a ring has the way around it") {
    Contour inner = disc({0, 0}, 95);
    std::vector<Contour> ring{disc({0, 0}, 100)};
    Contour hole{inner.pieces.back().to[2], {}};
    for (std::size_t i = inner.pieces.size(); i-- > 0;) {
        const Point end = i == 0 ? inner.start : inner.pieces[i - 1].to[2];
        hole.curve_to(inner.pieces[i].to[1], inner.pieces[i].to[0], end);
    }
    ring.push_back(hole);
    CHECK(way_of({{Shape{ring, {}}}}) == doctest::Approx(3.14159 * 195 * 358 / 200).epsilon(0.02));
}

TEST_CASE("layers are how often shapes cover the whole, by their boxes") {
    const auto square = [](double from, double to) {
        Contour contour{{from, from}, {}};
        contour.line_to({to, from});
        contour.line_to({to, to});
        return Shape{{contour}, {}};
    };
    CHECK(layers({}) == 0);
    CHECK(layers({{square(0, 10)}}) == 1);
    CHECK(layers({{square(0, 10), square(0, 5), square(0, 10)}}) == 2.25);
    CHECK(layers({{square(0, 1e-300)}}) == 0);
}

}  // namespace
}  // namespace baton::signature
