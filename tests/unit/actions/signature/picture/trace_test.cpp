#include "actions/signature/picture/trace.hpp"

#include "actions/signature/output/bounds.hpp"
#include "actions/signature/picture/contour_lines.hpp"
#include "actions/signature/picture/extract_ink.hpp"
#include "actions/signature/svg/read_svg.hpp"
#include "paper_scene.hpp"
#include "tests/unit/actions/signature/ink/coverage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <span>
#include <string>

namespace baton::signature {
namespace {

using testing::overlap;
using testing::painted;

media::Image blank(media::Size size) {
    media::Image image{size, 4};
    std::memset(image.row(0), 0, image.byte_count());
    return image;
}

Drawing drawn(const std::string& content) {
    const std::string file = "<svg viewBox='0 0 200 200'>" + content + "</svg>";
    return read_svg(std::as_bytes(std::span{file})).value();
}

Drawing traced(const Drawing& drawing, media::Size size = {200, 200}) {
    return trace({painted(drawing, size)});
}

std::size_t pieces(const Drawing& drawing) {
    std::size_t count = 0;
    for (const Shape& shape : drawing.shapes) {
        for (const Contour& contour : shape.contours) count += contour.pieces.size();
    }
    return count;
}

TEST_CASE("a traced signature covers the same pixels with few curves") {
    const media::Size size{900, 500};
    const Drawing drawing = testing::sample_signature();
    const Drawing made = traced(drawing, size);
    CHECK(overlap(painted(made, size), painted(drawing, size)) > 0.96);
    CHECK(pieces(made) < 250);
    CHECK(made.shapes.at(0).colour == Colour{0x14, 0x28, 0x5a});
}

TEST_CASE("outlines go clockwise around ink and the other way around holes") {
    const Drawing made =
        traced(drawn("<path fill-rule='evenodd' d='M20 20H180V180H20ZM50 50H150V150H50ZM80 80H120V120H80Z'/>"));
    REQUIRE(made.shapes.size() == 1);
    REQUIRE(made.shapes[0].contours.size() == 3);
    const auto winding = [&](double x, double y) {
        return testing::windings(made.shapes[0].contours, {x - 200, y, 1, 201, 1}).at(200);
    };
    CHECK(winding(35, 100) == 1);
    CHECK(winding(65, 100) == 0);
    CHECK(winding(100, 100) == 1);
    CHECK(winding(190, 100) == 0);
}

TEST_CASE("corners stay corners, and circles round") {
    const Drawing square = traced(drawn("<path d='M40 40H160V160H40Z'/>"));
    for (const Point corner : {Point{40, 40}, Point{160, 40}, Point{160, 160}, Point{40, 160}}) {
        double nearest = 1e9;
        for (const Contour::Piece& piece : square.shapes.at(0).contours.at(0).pieces) {
            nearest = std::min(nearest, std::hypot(piece.to[2].x - corner.x, piece.to[2].y - corner.y));
        }
        CHECK(nearest < 1);
    }
    const Box box = ink_box(square);
    CHECK(std::abs(box.left - 40) < 0.5);
    CHECK(std::abs(box.bottom - 160) < 0.5);
    CHECK(overlap(painted(square, {200, 200}), painted(drawn("<path d='M40 40H160V160H40Z'/>"), {200, 200})) > 0.995);

    const Drawing circle = traced(drawn("<circle cx='100' cy='100' r='60'/>"));
    REQUIRE(circle.shapes.at(0).contours.size() == 1);
    for (const Contour::Piece& piece : circle.shapes[0].contours[0].pieces) {
        CHECK(std::abs(std::hypot(piece.to[2].x - 100, piece.to[2].y - 100) - 60) < 0.5);
    }
    CHECK(pieces(circle) < 24);
}

TEST_CASE("sub-pixel positions") {
    const Box box = ink_box(traced(drawn("<rect x='40.3' y='40.6' width='100' height='100'/>")));
    CHECK(std::abs(box.left - 40.3) < 0.35);
    CHECK(std::abs(box.top - 40.6) < 0.35);
    CHECK(std::abs(box.right - 140.3) < 0.35);
}

TEST_CASE("specks and emptiness") {
    media::Image image = blank({40, 40});
    image.row(10)[10 * 4 + 3] = 255;
    CHECK(trace({std::move(image)}).shapes.empty());
    CHECK(trace({blank({1, 1})}).shapes.empty());
    CHECK(trace({blank({40, 40})}).shapes.empty());
}

TEST_CASE("ink that fills the picture is one contour along its edge") {
    media::Image image = blank({30, 20});
    std::memset(image.row(0), 255, image.byte_count());
    const Drawing made = trace({std::move(image)});
    const Box box = ink_box(made);
    CHECK(std::abs(box.width() - 30) < 0.7);
    CHECK(std::abs(box.height() - 20) < 0.7);
    CHECK(made.shapes.at(0).colour == Colour{255, 255, 255});
}

TEST_CASE("touching corners: each line is followed once") {
    for (const std::uint8_t level : {std::uint8_t{128}, std::uint8_t{255}}) {
        media::Image image = blank({4, 4});
        for (std::uint32_t i = 0; i < 4; ++i) {
            for (std::uint32_t j = 0; j < 4; ++j) image.row(i)[j * 4 + 3] = (i + j) % 2 == 0 ? level : 0;
        }
        double area = 0;
        std::size_t points = 0;
        for (const Loop& loop : contour_lines(image, 0, 1000)) {
            area += loop.area;
            points += loop.points.size();
        }
        // Each of the eight inked pixels has four crossings.
        CHECK(points == 32);
        CHECK(area > 0);
    }
}

TEST_CASE("noise costs no more than its share") {
    media::Image image = blank({1000, 1000});
    std::mt19937 random{3};
    for (std::uint32_t y = 0; y < 1000; ++y) {
        for (std::uint32_t x = 0; x < 1000; ++x) {
            image.row(y)[std::size_t{x} * 4 + 3] = static_cast<std::uint8_t>(random());
        }
    }
    std::size_t points = 0;
    const auto loops = contour_lines(image, 4, 50'000);
    for (const Loop& loop : loops) {
        points += loop.points.size();
        CHECK(std::abs(loop.area) >= 4);
    }
    CHECK(points <= 50'000);
    CHECK(points > 10'000);
}

}  // namespace
}  // namespace baton::signature
