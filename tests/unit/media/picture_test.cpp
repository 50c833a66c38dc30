#include "photos.hpp"

#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

namespace baton::media {
namespace {

using testing::is_upright;
using testing::photo;

errc refusal_of(const std::string& name) {
    const Bytes file = photo(name);
    const auto decoded = decode(file);
    const auto checked = check(file);
    REQUIRE(decoded.has_error());
    REQUIRE(checked.has_error());
    CHECK(decoded.error().code == checked.error().code);
    return decoded.error().code;
}

TEST_CASE("every kind of picture decodes, and is upright once its orientation is followed") {
    for (const std::string name :
         {"upright_1.jpg", "upright_2.jpg", "upright_3.jpg",     "upright_4.jpg",  "upright_5.jpg", "upright_6.jpg",
          "upright_7.jpg", "upright_8.jpg", "odd_6.jpg",         "odd_7.jpg",      "cmyk.jpg",      "gray.jpg",
          "rgb.jpg",       "icc.jpg",       "arithmetic.jpg",    "trailing.jpg",   "padded.jpg",    "progressive_6.jpg",
          "palette.png",   "gray.png",      "palette_alpha.png", "gray_alpha.png", "alpha.png",     "rgb16.png",
          "private.png",   "bad_chunk.png", "interlaced.png",    "exif6.webp",     "alpha.webp",    "animated.webp",
          "exif6.heic",    "irot.heic",     "upright.avif"}) {
        CAPTURE(name);
        const Bytes file = photo(name);
        auto picture = decode(file);
        REQUIRE(picture.has_value());
        CHECK(picture->image.size() == picture->header.stored);
        const Image image = upright(std::move(picture->image), picture->header.orientation);
        CHECK(is_upright(image));
        const auto header = check(file);
        REQUIRE(header.has_value());
        CHECK(header->upright() == image.size());
        CHECK(header->kind == picture->header.kind);
        CHECK(pixels_ahead(file) == header->stored.pixels());
    }
}

TEST_CASE("channels follow the file") {
    CHECK(decode(photo("gray.jpg"))->image.channels() == 1);
    CHECK(decode(photo("cmyk.jpg"))->image.channels() == 3);
    CHECK(decode(photo("gray_alpha.png"))->image.channels() == 2);
    CHECK(decode(photo("palette.png"))->image.channels() == 3);
    CHECK(decode(photo("palette_alpha.png"))->image.channels() == 4);
    CHECK(decode(photo("alpha.webp"))->image.channels() == 4);
    CHECK(decode(photo("irot.heic"))->image.channels() == 3);
}

TEST_CASE("what loses pixels is refused") {
    CHECK(refusal_of("truncated.jpg") == errc::unsupported_media);
    CHECK(refusal_of("corrupt.jpg") == errc::unsupported_media);
    CHECK(refusal_of("truncated.png") == errc::unsupported_media);
    for (const std::string name : {"upright_1.jpg", "progressive_6.jpg", "palette.png", "alpha.webp", "exif6.webp",
                                   "irot.heic", "arithmetic.jpg", "upright.avif"}) {
        CAPTURE(name);
        Bytes file = photo(name);
        const std::size_t whole = file.size();
        // exiftool leaves its metadata behind a WebP's pixels: cut before them.
        for (std::size_t size : {std::size_t{12}, whole / 10, whole / 2, whole * 3 / 4}) {
            CAPTURE(size);
            CHECK(check(BytesView{file}.first(size)).has_error());
        }
    }
}

TEST_CASE("what is no picture is refused") {
    CHECK(check(Bytes{}).error().code == errc::unsupported_media);
    CHECK(decode(Bytes(100, std::byte{'a'})).error().code == errc::unsupported_media);
}

TEST_CASE("too many pixels are known from the header") {
    CHECK(refusal_of("bomb.png") == errc::too_large);
    for (const std::string name : {"gray.jpg", "gray.png", "exif6.webp", "irot.heic", "upright.avif"}) {
        CAPTURE(name);
        const Bytes file = photo(name);
        CHECK(check(file, 320 * 240).has_value());
        CHECK(pixels_ahead(file, 320 * 240) == 320 * 240);
        CHECK(pixels_ahead(file, 320 * 240 - 1) == 0);
        const auto refused = decode(file, {.max_pixels = 320 * 240 - 1});
        REQUIRE(refused.has_error());
        CHECK(refused.error().code == errc::too_large);
    }
}

TEST_CASE("what is refused by its header has no pixels ahead") {
    CHECK(pixels_ahead(photo("bomb.png")) == 0);
    CHECK(pixels_ahead(photo("truncated.png")) == 0);
    CHECK(pixels_ahead(Bytes{}) == 0);
    const Bytes file = photo("upright_1.jpg");
    CHECK(pixels_ahead(BytesView{file}.first(100)) == 0);
}

TEST_CASE("harmless oddities are noticed") {
    CHECK(check(photo("padded.jpg"))->irregular);
    CHECK(check(photo("bad_chunk.png"))->irregular);
    CHECK_FALSE(check(photo("trailing.jpg"))->irregular);
    CHECK_FALSE(check(photo("icc.jpg"))->irregular);
}

TEST_CASE("a HEIC container's own rotation wins over EXIF") {
    CHECK(check(photo("irot.heic"))->orientation == Orientation::upright);
    CHECK(check(photo("exif6.heic"))->orientation == Orientation::rotate_90);
}

TEST_CASE("a smaller JPEG may be asked for") {
    const auto picture = decode(photo("upright_1.jpg"), {.long_side = 300});
    REQUIRE(picture.has_value());
    CHECK(picture->image.size() == Size{320, 240});
    CHECK(picture->header.stored == Size{640, 480});
    CHECK(is_upright(picture->image));
}

TEST_CASE("a share of the size may be asked for") {
    const Bytes file = photo("rgb.jpg");
    const Size stored = decode(file)->header.stored;
    CHECK(decode(file, {.least_scale = 0.3})->image.size().width == (stored.width + 1) / 2);
    CHECK(decode(file, {.least_scale = 0.6})->image.size() == stored);
}

TEST_CASE("brightness alone is one channel, the same however it is come by") {
    for (const char* name : {"icc.jpg", "gray.jpg", "cmyk.jpg", "alpha.png", "exif6.webp"}) {
        CAPTURE(name);
        const Picture grey = decode(photo(name), {.grey = true}).value();
        const Image luma = to_grey(std::move(decode(photo(name))->image));
        CHECK(grey.icc.empty());
        REQUIRE(grey.image.channels() == 1);
        REQUIRE(grey.image.size() == luma.size());
        int most = 0;
        for (std::uint32_t y = 0; y < luma.size().height; ++y) {
            for (std::uint32_t x = 0; x < luma.size().width; ++x) {
                most = std::max(most, std::abs(grey.image.row(y)[x] - luma.row(y)[x]));
            }
        }
        // RGB is rounded, and clipped where colours are strong.
        CHECK(most <= 16);
    }
}

TEST_CASE("the profile comes with the picture unless it describes other colours") {
    CHECK(decode(photo("icc.jpg"))->icc.size() == 3048);
    CHECK(decode(photo("gray.jpg"))->icc.empty());
    CHECK(decode(photo("cmyk.jpg"))->icc.empty());
}

}  // namespace
}  // namespace baton::media
