#include "actions/signature/output/raster.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace baton::signature {
namespace {

Contour rectangle(double left, double top, double right, double bottom) {
    Contour contour{{left, top}, {}};
    contour.line_to({right, top});
    contour.line_to({right, bottom});
    contour.line_to({left, bottom});
    return contour;
}

Contour reversed(const Contour& contour) {
    Contour back{contour.pieces.back().to[2], {}};
    for (std::size_t i = contour.pieces.size() - 1; i > 0; --i) back.line_to(contour.pieces[i - 1].to[2]);
    back.line_to(contour.start);
    return back;
}

constexpr Placement as_it_is{{0, 0}, 1, 20, 10};

const std::uint8_t* pixel(const media::Image& picture, std::uint32_t x, std::uint32_t y) {
    return picture.row(y) + x * std::size_t{4};
}

TEST_CASE("pixels are covered by their exact share") {
    const auto picture = paint({{Shape{{rectangle(2.5, 3, 6, 5.25)}, {10, 20, 30}}}}, as_it_is);
    CHECK(picture.size() == media::Size{20, 10});
    CHECK(pixel(picture, 4, 4)[3] == 255);
    CHECK(pixel(picture, 4, 4)[0] == 10);
    CHECK(pixel(picture, 4, 4)[2] == 30);
    CHECK(pixel(picture, 2, 4)[3] == doctest::Approx(128).epsilon(0.02));
    CHECK(pixel(picture, 2, 4)[1] == 20);
    CHECK(pixel(picture, 4, 5)[3] == doctest::Approx(64).epsilon(0.04));
    CHECK(pixel(picture, 6, 4)[3] == 0);
    CHECK(pixel(picture, 4, 2)[3] == 0);
}

TEST_CASE("pieces of one shape are a union, and a contour that turns the other way is a hole") {
    const Contour whole = rectangle(1, 1, 12, 8);
    const auto joined = paint({{Shape{{whole, rectangle(3, 3, 15, 6), whole}, {}}}}, as_it_is);
    CHECK(pixel(joined, 5, 4)[3] == 255);
    CHECK(pixel(joined, 13, 4)[3] == 255);
    const auto pierced = paint({{Shape{{whole, reversed(rectangle(4, 3, 8, 6))}, {}}}}, as_it_is);
    CHECK(pixel(pierced, 5, 4)[3] == 0);
    CHECK(pixel(pierced, 9, 4)[3] == 255);
}

TEST_CASE("by the even-odd rule what two contours cover is not ink") {
    const Shape shape{{rectangle(1, 1, 12, 8), rectangle(4, 3, 8, 6)}, {}, FillRule::evenodd};
    const auto picture = paint({{shape}}, as_it_is);
    CHECK(pixel(picture, 5, 4)[3] == 0);
    CHECK(pixel(picture, 9, 4)[3] == 255);
}

TEST_CASE("two halves of one shape leave no seam") {
    const auto picture = paint({{Shape{{rectangle(1, 1, 5.5, 8), rectangle(5.5, 1, 10, 8)}, {}}}}, as_it_is);
    CHECK(pixel(picture, 5, 4)[3] == 255);
}

TEST_CASE("shapes are painted in order") {
    const auto picture = paint(
        {{Shape{{rectangle(0, 0, 10, 10)}, {255, 0, 0}}, Shape{{rectangle(5, 0, 20, 10)}, {0, 0, 255}}}}, as_it_is);
    CHECK(pixel(picture, 2, 5)[0] == 255);
    CHECK(pixel(picture, 7, 5)[2] == 255);
    CHECK(pixel(picture, 7, 5)[0] == 0);
}

TEST_CASE("what lies outside is cut off, and its inside is still filled") {
    const auto picture = paint({{Shape{{rectangle(-1e6, -1e6, 1e6, 1e6)}, {}}}}, as_it_is);
    for (const auto& [x, y] : {std::pair{0U, 0U}, {19U, 9U}, {10U, 5U}}) CHECK(pixel(picture, x, y)[3] == 255);
}

TEST_CASE("outlines beyond the rasteriser's memory are painted all the same") {
    // Strips at 45°, half a pixel apart: both edges of each pass up to 2,000 pixels, 8 million in all.
    constexpr double side = 1000;
    Shape shape{{}, {}};
    for (double top = -side; top < side; top += 0.5) {
        Contour strip{{0, top}, {}};
        strip.line_to({side, top + side});
        strip.line_to({side, top + side + 0.5});
        strip.line_to({0, top + 0.5});
        shape.contours.push_back(strip);
    }
    const auto picture = paint({{shape}}, {{0, 0}, 1, side, side});
    for (std::uint32_t y = 1; y < 1000; ++y) {
        CAPTURE(y);
        REQUIRE(pixel(picture, 500, y)[3] == 255);
    }
}

TEST_CASE("how a shape is painted makes no difference to its pixels") {
    // Pieces of a second kind, far away and the same in both, decide how: few of them or very many.
    const Contour slanted = [] {
        Contour contour{{1.3, 0.7}, {}};
        contour.curve_to({15, 2}, {3, 9}, {17.2, 8.1});
        contour.line_to({4.4, 9.5});
        return contour;
    }();
    for (const FillRule rule : {FillRule::nonzero, FillRule::evenodd}) {
        Shape few{{slanted, rectangle(3.5, 2.5, 9, 7)}, {10, 20, 30}, rule};
        Shape many = few;
        many.contours.insert(many.contours.end(), 10'000, rectangle(-5, -5, -4, -4));
        const auto sparse = paint({{few}}, as_it_is);
        const auto dense = paint({{many}}, as_it_is);
        CHECK(std::equal(sparse.row(0), sparse.row(0) + sparse.byte_count(), dense.row(0)));
    }
}

TEST_CASE("a drawing shows if anything of it covers paper") {
    CHECK(shows({{Shape{{rectangle(0, 0, 1e-3, 2e-3)}, {}}}}));
    CHECK_FALSE(shows({}));
    Contour line{{0, 0}, {}};
    line.line_to({100, 70});
    CHECK_FALSE(shows({{Shape{{line}, {}}}}));
}

TEST_CASE("ink too small to be placed does not show, and what is no number paints nothing outside") {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    constexpr double endless = std::numeric_limits<double>::infinity();
    for (const double side : {1e-305, 5e-324, 1e-200, 1e-7}) {
        CAPTURE(side);
        CHECK_FALSE(shows({{Shape{{rectangle(0, 0, side, side)}, {}}}}));
    }
    CHECK(shows({{Shape{{rectangle(0, 0, 1e-6, 1e-6)}, {}}}}));
    for (const double side : {nothing, endless, -endless, 1e300}) {
        CAPTURE(side);
        const Shape shape{{rectangle(side, 0, 5, side), rectangle(0, side, side, 5)}, {}};
        Shape many = shape;
        many.contours.insert(many.contours.end(), 10'000, rectangle(-5, -5, side, -4));
        CHECK(paint({{shape}}, as_it_is).size() == media::Size{20, 10});
        CHECK(paint({{many}}, as_it_is).size() == media::Size{20, 10});
        CHECK(paint({{shape}}, {{0, 0}, side, 20, 10}).size() == media::Size{20, 10});
    }
}

TEST_CASE("a background shines through where ink is thin") {
    const auto picture = paint({{Shape{{rectangle(0, 0, 5.5, 10)}, {0, 0, 0}}}}, as_it_is);
    const auto flat = on_background(picture, {200, 100, 50});
    CHECK(flat.channels() == 3);
    CHECK(flat.row(5)[0] == 0);
    CHECK(flat.row(5)[3 * 5] == doctest::Approx(100).epsilon(0.02));
    CHECK(flat.row(5)[3 * 10 + 2] == 50);
}

}  // namespace
}  // namespace baton::signature
