#include "photos.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/png.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>

namespace baton::media {
namespace {

using testing::contains;
using testing::is_upright;
using testing::photo;

TEST_CASE("what is encoded comes back, in every number of channels") {
    for (const std::string name : {"gray.png", "gray_alpha.png", "palette.png", "alpha.png", "icc.jpg"}) {
        CAPTURE(name);
        const auto before = decode(photo(name));
        REQUIRE(before.has_value());
        const auto file = encode_png(before->image, {.icc = before->icc});
        REQUIRE(file.has_value());
        const auto after = decode(*file);
        REQUIRE(after.has_value());
        REQUIRE(after->image.byte_count() == before->image.byte_count());
        CHECK(std::memcmp(after->image.row(0), before->image.row(0), after->image.byte_count()) == 0);
        CHECK(after->icc == before->icc);
    }
}

TEST_CASE("16 bits become 8 by rounding") {
    const auto picture = decode(photo("rgb16.png"));
    REQUIRE(picture.has_value());
    // Top left is red: high byte 0xFF, low byte 0xA5.
    CHECK(picture->image.row(0)[0] == 255);
    CHECK(picture->image.row(0)[1] == 0);
}

TEST_CASE("stripping keeps every bit of the pixels") {
    for (const std::string name : {"rgb16.png", "interlaced.png", "palette_alpha.png"}) {
        CAPTURE(name);
        Bytes file = photo(name);
        const auto trailing = std::as_bytes(std::span{"trailing"});
        Bytes longer = file;
        longer.insert(longer.end(), trailing.begin(), trailing.end());
        const auto stripped = stripped_png(longer, {});
        REQUIRE(stripped.has_value());
        REQUIRE(stripped->has_value());
        CHECK(**stripped == file);
    }
}

TEST_CASE("a PNG that lies on its side or is irregular is not copied") {
    CHECK_FALSE(stripped_png(photo("private.png"), {})->has_value());
    CHECK_FALSE(stripped_png(photo("bad_chunk.png"), {})->has_value());
    CHECK_FALSE(stripped_png(photo("gray.png"), {.max_px = 319})->has_value());
    CHECK(stripped_png(photo("gray.png"), {.max_px = 320})->has_value());
    CHECK(stripped_png(photo("truncated.png"), {}).error().code == errc::unsupported_media);
    CHECK(stripped_png(photo("bomb.png"), {}).error().code == errc::too_large);
}

TEST_CASE("a PNG that was checked is not read again, but its header still counts") {
    const Bytes file = photo("rgb16.png");
    CHECK(**stripped_png(file, {.checked = true}) == file);
    CHECK_FALSE(stripped_png(photo("private.png"), {.checked = true})->has_value());
    CHECK_FALSE(stripped_png(file, {.checked = true, .max_px = 159})->has_value());
    CHECK(stripped_png(photo("bomb.png"), {.checked = true}).error().code == errc::too_large);
}

TEST_CASE("texts, times and unknown chunks go") {
    const auto picture = decode(photo("private.png"));
    const auto file = encode_png(picture->image, {});
    for (const std::string trace : {"eXIf", "tEXt", "iTXt", "tIME", "Private", "Baton"}) {
        CAPTURE(trace);
        CHECK_FALSE(contains(*file, trace));
    }
}

TEST_CASE("EXIF is written where it is asked for") {
    const Metadata metadata = for_upright_pixels(decode(photo("upright_6.jpg"))->metadata);
    const auto picture = decode(photo("gray.png"));
    const auto file = encode_png(picture->image, {.metadata = &metadata});
    REQUIRE(file.has_value());
    CHECK(contains(*file, "eXIf"));
    CHECK(decode(*file)->metadata.exif == metadata.exif);
}

TEST_CASE("one bit a pixel is enough for black and white") {
    Image image{{21, 10}, 1};
    for (std::uint32_t y = 0; y < 10; ++y) {
        for (std::uint32_t x = 0; x < 21; ++x) image.row(y)[x] = (x * y) % 3 == 0 ? 0 : 255;
    }
    const Bytes file = encode_png(image, {.bilevel = true, .dpi = 300}).value();
    CHECK(contains(file, "pHYs"));
    CHECK(file[24] == std::byte{1});
    const Image again = std::move(decode(file)->image);
    REQUIRE(again.size() == image.size());
    for (std::uint32_t y = 0; y < 10; ++y) CHECK(std::memcmp(again.row(y), image.row(y), 21) == 0);
}

TEST_CASE("a broken profile is left out, the picture stays") {
    Bytes profile(200);
    std::memcpy(profile.data() + 16, "RGB ", 4);
    Bytes longer = decode(photo("icc.jpg"))->icc;
    longer.push_back(std::byte{0});
    Bytes shorter = decode(photo("icc.jpg"))->icc;
    shorter.resize(131);
    const Image image = decode(photo("rgb.jpg")).value().image;
    for (const Bytes& broken : {profile, longer, shorter}) {
        const Bytes png = encode_png(image, {.icc = broken}).value();
        const Picture again = decode(png).value();
        CHECK(again.icc.empty());
        CHECK(again.image.size() == image.size());
    }
}

}  // namespace
}  // namespace baton::media
