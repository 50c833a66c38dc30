#include "actions/signature/picture/extract_ink.hpp"

#include "actions/signature/picture/working_copy.hpp"
#include "paper_scene.hpp"

#include <baton/media/orientation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace baton::signature {
namespace {

using testing::overlap;
using testing::painted;
using testing::PaperScene;
using testing::photographed;
using testing::sample_signature;

media::Picture picture_of(media::Image image) {
    media::Picture picture;
    picture.header.stored = image.size();
    picture.image = std::move(image);
    return picture;
}

std::uint8_t alpha(const InkPicture& picture, std::uint32_t x, std::uint32_t y) {
    return picture.pixels.row(y)[std::size_t{x} * 4 + 3];
}

void check_colour(const InkPicture& picture, Colour expected, double slack) {
    double sum[3] = {};
    double count = 0;
    for (std::uint32_t y = 0; y < picture.pixels.size().height; ++y) {
        for (std::uint32_t x = 0; x < picture.pixels.size().width; ++x) {
            const std::uint8_t* pixel = picture.pixels.row(y) + std::size_t{x} * 4;
            if (pixel[3] == 255) {
                for (int part = 0; part < 3; ++part) sum[part] += pixel[part];
                ++count;
            }
        }
    }
    REQUIRE(count > 0);
    CHECK(std::abs(sum[0] / count - expected.red) < slack);
    CHECK(std::abs(sum[1] / count - expected.green) < slack);
    CHECK(std::abs(sum[2] / count - expected.blue) < slack);
}

TEST_CASE("ink survives paper, shadows, noise and rules") {
    const Drawing drawing = sample_signature();
    const PaperScene scenes[] = {
        {},
        {.paper = {255, 255, 255}},
        {.paper = {190, 190, 190}},
        {.paper = {245, 235, 205}},
        {.darkest_light = 0.4},
        {.noise = 6},
        {.darkest_light = 0.4, .noise = 6},
        {.darkest_light = 0.6, .noise = 4, .ruled = true},
        {.darkest_light = 0.7, .noise = 4, .table = true},
        {.darkest_light = 0.7, .noise = 4, .wood = true},
    };
    for (const PaperScene& scene : scenes) {
        CAPTURE(scene.darkest_light);
        CAPTURE(scene.noise);
        CAPTURE(scene.ruled);
        CAPTURE(scene.table);
        CAPTURE(scene.wood);
        CAPTURE(+scene.paper.red);
        const InkPicture ink = extract_ink(photographed(drawing, scene));
        CHECK(overlap(ink.pixels, painted(drawing, scene.size)) > 0.85);
        // On grey paper ink looks as it would on a white one in the same light.
        check_colour(ink, {0x14, 0x28, 0x5a}, scene.paper.blue < 210 ? 40 : 12);
        // The dot is there, and nothing far from the ink.
        CHECK(alpha(ink, 760, 310) > 200);
        const auto box = ink_box(ink);
        REQUIRE(box.has_value());
        CHECK(box->left > 130);
        CHECK(box->left + box->width < 775);
        CHECK(box->top > 160);
        CHECK(box->top + box->height < 345);
    }
}

TEST_CASE("ink that reaches the border stays if it is all there is") {
    const Drawing drawing = sample_signature();
    media::Picture photo = photographed(drawing, {.noise = 3});
    // Cut through the first and the last letter.
    media::Image cut{{450, 200}, 3};
    for (std::uint32_t y = 0; y < 200; ++y) {
        std::memcpy(cut.row(y), photo.image.row(y + 150) + std::size_t{180} * 3, cut.stride());
    }
    const InkPicture ink = extract_ink(picture_of(std::move(cut)));
    const auto box = ink_box(ink);
    REQUIRE(box.has_value());
    CHECK(box->left == 0);
    CHECK(box->left + box->width == 450);
}

TEST_CASE("edges stay soft") {
    const Drawing drawing = sample_signature();
    const InkPicture ink = extract_ink(photographed(drawing, {}));
    int soft = 0;
    for (std::uint32_t y = 0; y < 500; ++y) {
        for (std::uint32_t x = 0; x < 900; ++x) soft += alpha(ink, x, y) > 30 && alpha(ink, x, y) < 225 ? 1 : 0;
    }
    CHECK(soft > 500);
}

TEST_CASE("paper without ink gives nothing") {
    for (const PaperScene& scene : {PaperScene{}, PaperScene{.darkest_light = 0.5, .noise = 6},
                                    PaperScene{.noise = 3, .ruled = true}, PaperScene{.paper = {120, 120, 120}}}) {
        CAPTURE(scene.noise);
        CAPTURE(scene.ruled);
        const InkPicture ink = extract_ink(photographed({}, scene));
        if (!scene.ruled) CHECK_FALSE(ink_box(ink).has_value());
    }
}

TEST_CASE("a transparent picture keeps its alpha and its colours") {
    const media::Size size{900, 500};
    media::Image image = painted(sample_signature(), size);
    const InkPicture ink = extract_ink(picture_of(painted(sample_signature(), size)));
    REQUIRE(ink.pixels.size() == size);
    CHECK(std::memcmp(ink.pixels.row(0), image.row(0), image.byte_count()) == 0);
}

TEST_CASE("white strokes on nothing are ink, a white card around the ink is paper") {
    const media::Size size{900, 500};
    Drawing drawing = sample_signature();
    for (Shape& shape : drawing.shapes) shape.colour = {255, 255, 255};
    CHECK(overlap(extract_ink(picture_of(painted(drawing, size))).pixels, painted(drawing, size)) > 0.99);
    Drawing on_card = sample_signature();
    Contour card{{40, 60}, {}};
    for (const Point corner : {Point{860, 60}, Point{860, 440}, Point{40, 440}}) card.line_to(corner);
    on_card.shapes.insert(on_card.shapes.begin(), Shape{{card}, {255, 255, 255}});
    CHECK(overlap(extract_ink(picture_of(painted(on_card, size))).pixels, painted(sample_signature(), size)) > 0.85);
}

TEST_CASE("white that a flood fill left in the loops is paper") {
    const media::Size size{900, 500};
    const auto square = [](double from, double to) {
        Contour contour{{from, from}, {}};
        for (const Point corner : {Point{to, from}, Point{to, to}, Point{from, to}}) contour.line_to(corner);
        return contour;
    };
    // A loop of its own beside the signature, far above it.
    const Shape loop{{square(40, 140), square(50, 130)}, {0x14, 0x28, 0x5a}, FillRule::evenodd};
    Drawing bare = sample_signature();
    bare.shapes.push_back(loop);
    Drawing filled = bare;
    filled.shapes.insert(filled.shapes.begin(), Shape{{square(45, 135)}, {255, 255, 255}});
    const InkPicture ink = extract_ink(picture_of(painted(filled, size)));
    CHECK(alpha(ink, 90, 90) < 30);
    CHECK(overlap(ink.pixels, painted(bare, size)) > 0.85);
}

TEST_CASE("a picture with an alpha channel that is opaque is paper") {
    media::Picture photo = photographed(sample_signature(), {});
    media::Image image{photo.image.size(), 4};
    for (std::uint32_t y = 0; y < 500; ++y) {
        for (std::uint32_t x = 0; x < 900; ++x) {
            std::memcpy(image.row(y) + std::size_t{x} * 4, photo.image.row(y) + std::size_t{x} * 3, 3);
            image.row(y)[std::size_t{x} * 4 + 3] = 255;
        }
    }
    const InkPicture ink = extract_ink(picture_of(std::move(image)));
    CHECK(overlap(ink.pixels, painted(sample_signature(), {900, 500})) > 0.9);
}

TEST_CASE("light ink on a dark ground is inverted") {
    Drawing drawing = sample_signature();
    for (Shape& shape : drawing.shapes) shape.colour = {240, 240, 240};
    const InkPicture ink = extract_ink(photographed(drawing, {.paper = {24, 24, 28}, .noise = 2}));
    CHECK(overlap(ink.pixels, painted(drawing, {900, 500})) > 0.85);
    check_colour(ink, {20, 20, 20}, 25);
}

TEST_CASE("grey pictures, with and without alpha") {
    const media::Picture photo = photographed(sample_signature(), {});
    for (unsigned channels : {1U, 2U}) {
        media::Image image{photo.image.size(), channels};
        for (std::uint32_t y = 0; y < 500; ++y) {
            for (std::uint32_t x = 0; x < 900; ++x) {
                std::uint8_t* pixel = image.row(y) + std::size_t{x} * channels;
                pixel[0] = photo.image.row(y)[std::size_t{x} * 3];
                pixel[channels - 1] = channels == 2 ? 255 : pixel[0];
            }
        }
        const InkPicture ink = extract_ink(picture_of(std::move(image)));
        CHECK(overlap(ink.pixels, painted(sample_signature(), {900, 500})) > 0.9);
    }
}

TEST_CASE("the picture becomes upright") {
    media::Picture photo = photographed(sample_signature(), {});
    const InkPicture straight = extract_ink(photo);
    photo.header.orientation = media::Orientation::rotate_90;
    const InkPicture turned = extract_ink(photo);
    REQUIRE(turned.pixels.size() == media::Size{500, 900});
    // Clockwise: what was at the left is at the top.
    CHECK(alpha(straight, 760, 310) == alpha(turned, 499 - 310, 760));
    CHECK(alpha(turned, 499 - 310, 760) > 200);
}

TEST_CASE("large pictures become smaller ones") {
    media::Image image{{7000, 5000}, 1};
    std::memset(image.row(0), 255, image.byte_count());
    const media::Image copy = working_copy(picture_of(std::move(image)));
    CHECK(copy.size().pixels() <= working_pixels * 101 / 100);
    CHECK(copy.size().pixels() > working_pixels / 2);
    media::Image line{{50'000, 1}, 3};
    std::memset(line.row(0), 255, line.byte_count());
    CHECK(working_copy(picture_of(std::move(line))).size() == media::Size{50'000, 1});
    media::Image dot{{1, 1}, 3};
    std::memset(dot.row(0), 0, dot.byte_count());
    CHECK_FALSE(ink_box(extract_ink(picture_of(std::move(dot)))).has_value());
}

TEST_CASE("trimming") {
    media::Image image{{10, 8}, 4};
    std::memset(image.row(0), 0, image.byte_count());
    image.row(2)[3 * 4 + 3] = 200;
    image.row(5)[6 * 4 + 3] = 14;
    image.row(7)[9 * 4 + 3] = 5;
    InkPicture picture{std::move(image)};
    CHECK(ink_box(picture) == PixelBox{3, 2, 4, 4});
    const InkPicture cut = trimmed(std::move(picture));
    CHECK(cut.pixels.size() == media::Size{4, 4});
    CHECK(alpha(cut, 0, 0) == 200);
    CHECK(alpha(cut, 3, 3) == 14);
}

}  // namespace
}  // namespace baton::signature
