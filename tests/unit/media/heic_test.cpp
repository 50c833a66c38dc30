#include "made_heif.hpp"
#include "photos.hpp"

#include <baton/media/metadata.hpp>
#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <vector>

namespace baton::media {
namespace {

using testing::auxiliary_name;
using testing::box;
using testing::coded_picture;
using testing::colour_numbers;
using testing::contains;
using testing::grid_of;
using testing::heif_of;
using testing::HeifItem;
using testing::is_upright;
using testing::number;
using testing::photo;
using testing::text;

constexpr const char* gain_map = "urn:com:apple:photo:2020:aux:hdrgainmap";
constexpr const char* alpha = "urn:mpeg:hevc:2015:auxid:1";

HeifItem auxiliary(const char* urn, const std::vector<int>& of) {
    HeifItem item = coded_picture();
    item.properties.push_back(auxiliary_name(urn));
    item.references = {{"auxl", of}};
    return item;
}

// What iOS 18 adds: a picture derived from the photo (1) and its gain map.
HeifItem tone_map(int gain) {
    return {.type = "tmap", .data = Bytes(62), .properties = {}, .references = {{"dimg", {1, gain}}}};
}

// The offset of its header, then a TIFF structure with nothing but an orientation.
Bytes exif_data(int orientation) {
    Bytes data = number(0, 4);
    for (const Bytes& part : {text("MM"), number(42, 2), number(8, 4), number(1, 2), number(0x0112, 2), number(3, 2),
                              number(1, 4), number(static_cast<std::uint64_t>(orientation) << 16, 4), number(0, 4)}) {
        data.insert(data.end(), part.begin(), part.end());
    }
    return data;
}

Image pixels(const Bytes& file) {
    auto picture = decode(file);
    REQUIRE_MESSAGE(picture.has_value(), picture.error().detail);
    return std::move(picture->image);
}

bool same(const Image& left, const Image& right) {
    return left.size() == right.size() && left.channels() == right.channels() &&
           std::memcmp(left.row(0), right.row(0), left.byte_count()) == 0;
}

TEST_CASE("a gain map changes nothing, in the layout before iOS 18 and in the one since") {
    const Image plain = pixels(heif_of({coded_picture()}));
    CHECK(plain.channels() == 3);
    CHECK(same(pixels(heif_of({coded_picture(), auxiliary(gain_map, {1})})), plain));
    CHECK(same(pixels(heif_of({coded_picture(), auxiliary(gain_map, {1, 3}), tone_map(2)})), plain));
}

TEST_CASE("a grid in the layout of iOS 18, turned by its container, is turned once") {
    const auto make = [](bool with_map) {
        HeifItem grid = grid_of(2, 2, 480, 600, {2, 2, 2, 2});
        grid.in_idat = true;
        grid.properties.push_back(box("irot", {number(3, 1)}));
        std::vector<HeifItem> items{grid, coded_picture()};
        if (with_map) {
            items.push_back(auxiliary(gain_map, {1, 4}));
            items.push_back(tone_map(3));
        }
        return heif_of(items);
    };
    const Image turned = pixels(make(true));
    CHECK(turned.size() == Size{600, 480});
    CHECK(same(turned, pixels(make(false))));
    CHECK(check(make(true))->orientation == Orientation::upright);
}

// A stale orientation is often left in an AVIF that was made of an upright picture.
TEST_CASE("EXIF turns a HEIC whose container says nothing, and no AVIF") {
    const HeifItem exif{.type = "Exif", .data = exif_data(6), .properties = {}, .references = {{"cdsc", {1}}}};
    Bytes file = heif_of({coded_picture(), exif});
    CHECK(check(file)->orientation == Orientation::rotate_90);
    const Bytes brand = text("avif");
    std::ranges::copy(brand, file.begin() + 8);
    const auto picture = decode(file);
    REQUIRE_MESSAGE(picture.has_value(), picture.error().detail);
    CHECK(picture->header.kind == Kind::avif);
    CHECK(picture->header.orientation == Orientation::upright);
    // Nor does a viewer turn what is made of it.
    CHECK(exif_orientation(picture->metadata.exif) == Orientation::rotate_90);
    CHECK(exif_orientation(for_upright_pixels(picture->metadata).exif) == Orientation::upright);
}

TEST_CASE("transparency is kept, also where it belongs to more than the photo") {
    const Image plain = pixels(heif_of({coded_picture(), auxiliary(alpha, {1})}));
    CHECK(plain.channels() == 4);
    CHECK(same(pixels(heif_of({coded_picture(), auxiliary(alpha, {1, 3}), tone_map(2)})), plain));
}

TEST_CASE("data may be in parts, and inside of the description") {
    const Image plain = pixels(heif_of({coded_picture()}));
    HeifItem parts = coded_picture();
    parts.extents = 7;
    CHECK(same(pixels(heif_of({parts})), plain));
    HeifItem inside = coded_picture();
    inside.in_idat = true;
    CHECK(same(pixels(heif_of({inside})), plain));
}

TEST_CASE("colours that only numbers name get a profile, unless they are sRGB's or none can say them") {
    const auto profile = [](std::initializer_list<Bytes> colours) {
        HeifItem item = coded_picture();
        for (const Bytes& colour : colours) item.properties.push_back(colour);
        return decode(heif_of({item}))->icc;
    };
    const Bytes p3 = profile({colour_numbers(12, 13)});
    CHECK(p3.size() > 128);
    CHECK(contains(p3, std::string_view{"D\0i\0s\0p\0l\0a\0y\0 \0P\0003", 19}));
    CHECK(contains(profile({colour_numbers(9, 1)}), std::string_view{"R\0e\0c\0.\0 \0002", 11}));
    CHECK(profile({}).empty());
    CHECK(profile({colour_numbers(1, 13)}).empty());
    constexpr int perceptual_quantizer = 16;
    CHECK(profile({colour_numbers(9, perceptual_quantizer)}).empty());
    const Bytes own = decode(photo("icc.jpg"))->icc;
    CHECK(profile({colour_numbers(12, 13), box("colr", {text("prof"), own})}) == own);
}

TEST_CASE("a grid without colours of its own has its tiles'") {
    HeifItem tile = coded_picture();
    tile.properties.push_back(colour_numbers(12, 13));
    CHECK_FALSE(decode(heif_of({grid_of(1, 2, 480, 320, {2, 2}), tile}))->icc.empty());
}

TEST_CASE("AVIF decodes where it is announced") {
    bool announced = false;
    for (const std::string& type : decodable_types()) announced = announced || type == "image/avif";
    const auto picture = decode(photo("upright.avif"));
    REQUIRE(picture.has_value() == announced);
    if (!announced) return;
    CHECK(picture->header.kind == Kind::avif);
    CHECK(is_upright(picture->image));
    CHECK(picture->subsampling == Subsampling{2, 2});
    CHECK(pixels_ahead(photo("upright.avif")) == 320 * 240);
    CHECK(check(photo("upright.avif"), 320 * 240 - 1).error().code == errc::too_large);
}

}  // namespace
}  // namespace baton::media
