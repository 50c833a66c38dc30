#include "actions/signature/output/render.hpp"

#include "actions/signature/ink/ink.hpp"
#include "tests/unit/actions/signature/ink/hard_strokes.hpp"
#include "tests/unit/media/photos.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/sniff.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace baton::signature {
namespace {

using media::testing::contains;

Drawing signed_name() {
    return ink(testing::signature(2000), {0x14, 0x28, 0x5a});
}

media::Image decoded(const Drawing& drawing, Format format, const Options& options = {}) {
    const auto file = render(drawing, format, options);
    REQUIRE(file.has_value());
    auto picture = media::decode(*file);
    REQUIRE(picture.has_value());
    return std::move(picture->image);
}

// First and last column, first and last row of pixels whose alpha (or darkness) is over half, as shares of the size.
struct Shares {
    double left = 1, right = 0, top = 1, bottom = 0;
};
Shares ink_in(const media::Image& picture) {
    Shares shares;
    const double width = picture.size().width;
    const double height = picture.size().height;
    for (std::uint32_t y = 0; y < picture.size().height; ++y) {
        for (std::uint32_t x = 0; x < picture.size().width; ++x) {
            const std::uint8_t* pixel = picture.row(y) + x * std::size_t{picture.channels()};
            if (picture.channels() == 4 ? pixel[3] > 127 : pixel[0] < 127) {
                shares.left = std::min(shares.left, x / width);
                shares.right = std::max(shares.right, (x + 1) / width);
                shares.top = std::min(shares.top, y / height);
                shares.bottom = std::max(shares.bottom, (y + 1) / height);
            }
        }
    }
    return shares;
}

TEST_CASE("each format is what it says") {
    for (const Format format : {Format::svg, Format::png, Format::jpg, Format::pdf}) {
        const auto file = render(signed_name(), format, {});
        REQUIRE(file.has_value());
        CHECK(media::media_type(media::sniff(*file)) == media_type(format));
        CHECK(*render(signed_name(), format, {}) == *file);
    }
}

TEST_CASE("pictures are trimmed to the ink, 1200 px wide, and the png is transparent") {
    const auto png = decoded(signed_name(), Format::png);
    CHECK(png.channels() == 4);
    CHECK(png.row(0)[3] == 0);
    for (const Format format : {Format::png, Format::jpg}) {
        const auto picture = decoded(signed_name(), format);
        CHECK(picture.size().width == 1200);
        const Shares ink = ink_in(picture);
        const double margin = 0.05 / 1.1;
        CHECK(ink.left == doctest::Approx(margin).epsilon(0.05));
        CHECK(1 - ink.right == doctest::Approx(margin).epsilon(0.05));
        const double beside = margin * picture.size().width / picture.size().height;
        CHECK(ink.top == doctest::Approx(beside).epsilon(0.05));
        CHECK(1 - ink.bottom == doctest::Approx(beside).epsilon(0.05));
    }
}

TEST_CASE("a jpg is painted on the background") {
    Options options;
    options.background = {250, 240, 10};
    const auto jpg = decoded(signed_name(), Format::jpg, options);
    CHECK(jpg.channels() == 3);
    CHECK(std::abs(jpg.row(0)[0] - 250) <= 3);
    CHECK(std::abs(jpg.row(0)[2] - 10) <= 6);
}

TEST_CASE("an ordinary signature's files are small") {
    CHECK(render(signed_name(), Format::svg, {})->size() < 60'000);
    CHECK(render(signed_name(), Format::pdf, {})->size() < 40'000);
    CHECK(render(signed_name(), Format::png, {})->size() < 120'000);
}

TEST_CASE("a pdf has paths, no picture and no font") {
    const auto pdf = render(signed_name(), Format::pdf, {});
    CHECK_FALSE(contains(*pdf, "/XObject"));
    CHECK_FALSE(contains(*pdf, "/Font"));
    CHECK_FALSE(contains(*pdf, "/Image"));
}

TEST_CASE("dots, flat and upright lines fill their pictures") {
    const Stroke dot{{5, 5, 0, 0.5}};
    const Stroke flat{{0, 5, 0, 0.5}, {200, 5, 400, 0.5}};
    const Stroke upright{{5, 0, 0, 0.5}, {5, 200, 400, 0.5}};
    const Shares of_dot = ink_in(decoded(ink({{9, 9}, {dot}}, {}), Format::png));
    CHECK(of_dot.right - of_dot.left > 0.6);
    CHECK(of_dot.bottom - of_dot.top > 0.6);
    const Shares of_flat = ink_in(decoded(ink({{9, 9}, {flat}}, {}), Format::png));
    CHECK(of_flat.right - of_flat.left > 0.6);
    const auto tall = decoded(ink({{9, 9}, {upright}}, {}), Format::png);
    CHECK(tall.size().width == 600);
    CHECK(tall.size().height < 7000);
    CHECK(ink_in(tall).bottom - ink_in(tall).top > 0.6);
}

}  // namespace
}  // namespace baton::signature
