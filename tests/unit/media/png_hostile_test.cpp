#include "made_png.hpp"

#include <baton/media/picture.hpp>
#include <baton/media/png.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>

namespace baton::media {
namespace {

using testing::append;
using testing::deflated_zeros;
using testing::png_chunk;
using testing::png_of;
using testing::PngHeader;

TEST_CASE("a stream made here is a picture") {
    for (const bool interlaced : {false, true}) {
        CAPTURE(interlaced);
        const Bytes file =
            png_of({.width = 7, .height = 1, .interlaced = interlaced}, deflated_zeros(interlaced ? 11 : 8));
        const auto picture = decode(file);
        REQUIRE(picture.has_value());
        CHECK_FALSE(picture->header.irregular);
        CHECK(picture->image.size() == Size{7, 1});
        CHECK(std::ranges::count(picture->image.row(0), picture->image.row(0) + 7, 0) == 7);
    }
}

// 4 GB: whoever inflates them is busy for a long while.
TEST_CASE("what a stream holds beyond its rows is not inflated, and the picture is shown") {
    const Bytes bomb = deflated_zeros(4'000'000'000);
    for (const bool interlaced : {false, true}) {
        CAPTURE(interlaced);
        const Bytes file = png_of({.width = 1, .height = 1, .colour = 6, .interlaced = interlaced}, bomb);
        const auto header = check(file);
        REQUIRE(header.has_value());
        CHECK(header->irregular);
        const auto picture = decode(file);
        REQUIRE(picture.has_value());
        CHECK(picture->image.size() == Size{1, 1});
        // Too odd to hand on.
        CHECK_FALSE(stripped_png(file, {}).value().has_value());
    }
}

TEST_CASE("a stream that ends before its rows do is refused") {
    for (const PngHeader& header :
         {PngHeader{.width = 20, .height = 30}, PngHeader{.width = 20, .height = 30, .interlaced = true}}) {
        CAPTURE(header.interlaced);
        const Bytes file = png_of(header, deflated_zeros(600));
        CHECK(check(file).error().code == errc::unsupported_media);
        CHECK(decode(file).error().code == errc::unsupported_media);
    }
}

TEST_CASE("damage in the middle of the rows is refused") {
    Bytes stream = deflated_zeros(100 * 101);
    // Fixed codes have no 286: the 39th and 40th byte become part of one.
    stream[39] = stream[40] = stream[41] = std::byte{0xFF};
    const Bytes file = png_of({.width = 100, .height = 100}, stream);
    CHECK(check(file).error().code == errc::unsupported_media);
    CHECK(decode(file).error().code == errc::unsupported_media);
}

// Together these would need 1.6 GB.
TEST_CASE("texts are not inflated") {
    for (const auto& [type, head] : {std::pair{"zTXt", std::string_view{"a\0\0", 3}}, {"iTXt", {"a\0\1\0\0\0", 6}}}) {
        CAPTURE(type);
        Bytes text;
        append(text, head);
        const Bytes spaces = deflated_zeros(7'900'000);
        text.insert(text.end(), spaces.begin(), spaces.end());
        const Bytes chunk = png_chunk(type, text);
        Bytes texts;
        for (int i = 0; i < 200; ++i) texts.insert(texts.end(), chunk.begin(), chunk.end());
        const Bytes file = png_of({}, deflated_zeros(2), texts);
        const auto picture = decode(file);
        REQUIRE(picture.has_value());
        CHECK_FALSE(picture->header.irregular);
        CHECK(stripped_png(file, {}).value().value() == png_of({}, deflated_zeros(2)));
    }
}

TEST_CASE("chunks without end are gone through, not collected") {
    const Bytes chunk = png_chunk("prIv", {});
    Bytes chunks;
    for (int i = 0; i < 1'000'000; ++i) chunks.insert(chunks.end(), chunk.begin(), chunk.end());
    const Bytes file = png_of({}, deflated_zeros(2), chunks);
    CHECK(check(file).has_value());
    CHECK(stripped_png(file, {.checked = true}).value().value().size() == png_of({}, deflated_zeros(2)).size());
}

// A TIFF with one entry, the orientation.
Bytes exif_saying(char orientation) {
    Bytes tiff;
    append(tiff, {"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19});
    append(tiff, {&orientation, 1});
    append(tiff, {"\0\0\0\0\0\0", 6});
    return png_chunk("eXIf", tiff);
}

TEST_CASE("of two orientations the first counts, whoever asks") {
    Bytes turned_first = exif_saying(6);
    const Bytes upright = exif_saying(1);
    turned_first.insert(turned_first.end(), upright.begin(), upright.end());
    const Bytes file = png_of({}, deflated_zeros(2), turned_first);
    CHECK(decode(file)->header.orientation == Orientation::rotate_90);
    CHECK(check(file)->orientation == Orientation::rotate_90);
    for (const bool checked : {false, true}) {
        CAPTURE(checked);
        CHECK_FALSE(stripped_png(file, {.checked = checked}).value().has_value());
    }
}

Bytes png_with(const std::initializer_list<Bytes>& chunks) {
    Bytes file = png_of({.width = 20, .height = 30}, deflated_zeros(630));
    constexpr std::size_t end = 12;
    for (const Bytes& chunk : chunks) file.insert(file.end() - end, chunk.begin(), chunk.end());
    return file;
}

TEST_CASE("what follows the rows costs no picture, damage in them does") {
    Bytes broken = png_chunk("IDAT", deflated_zeros(3));
    broken.back() ^= std::byte{1};
    for (const Bytes& file :
         {png_with({png_chunk("tIME", Bytes(7)), png_chunk("IDAT", deflated_zeros(3))}),
          png_with({png_chunk("tIME", Bytes(7)), broken}), png_with({png_chunk("PLTE", Bytes(4))})}) {
        CAPTURE(file.size());
        const auto header = check(file);
        REQUIRE(header.has_value());
        CHECK(header->irregular);
        CHECK(decode(file).has_value());
        CHECK_FALSE(stripped_png(file, {}).value().has_value());
    }
    Bytes damaged = png_of({.width = 20, .height = 30}, deflated_zeros(630));
    // The checksum of the rows' own chunk.
    damaged[damaged.size() - 13] ^= std::byte{1};
    CHECK(check(damaged).error().code == errc::unsupported_media);
}

TEST_CASE("a side over 65,535 px is refused from the header, whatever the number of pixels") {
    // A GB of rows: nobody should come to them.
    const Bytes rows = deflated_zeros(1'000'000'000);
    for (const PngHeader& header : {PngHeader{.width = 1, .height = 65'536}, PngHeader{.width = 65'536, .height = 1},
                                    PngHeader{.width = 1, .height = 100'000'000}}) {
        CAPTURE(header.width);
        const Bytes file = png_of(header, rows);
        CHECK(check(file).error().code == errc::too_large);
        CHECK(decode(file).error().code == errc::too_large);
        CHECK(stripped_png(file, {.checked = true}).error().code == errc::too_large);
    }
    const Bytes longest =
        png_of({.width = 1, .height = longest_picture_side}, deflated_zeros(2 * longest_picture_side));
    CHECK(check(longest).has_value());
}

}  // namespace
}  // namespace baton::media
