#include "made_heif.hpp"

#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::media {
namespace {

using testing::auxiliary_name;
using testing::box;
using testing::coded_picture;
using testing::grid_of;
using testing::heif_body;
using testing::heif_of;
using testing::HeifItem;
using testing::number;
using testing::text;

struct Grid {
    int rows;
    int columns;
};

// A grid of grids of grids: each of the one before, the first one of exif6.heic's picture of 240×320.
Bytes grids(const std::vector<Grid>& levels, std::uint32_t width, std::uint32_t height) {
    std::vector<HeifItem> items;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const auto [rows, columns] = levels[levels.size() - 1 - i];
        const std::vector<int> tiles(static_cast<std::size_t>(rows * columns), static_cast<int>(i) + 2);
        items.push_back(grid_of(rows, columns, width, height, tiles));
    }
    items.push_back(coded_picture());
    return heif_of(items);
}

TEST_CASE("a HEIC may be a grid of tiles, and a grid of grids") {
    const auto one = decode(grids({{2, 3}}, 720, 640));
    REQUIRE_MESSAGE(one.has_value(), one.error().detail);
    CHECK(one->image.size() == Size{720, 640});
    const auto two = decode(grids({{1, 1}, {1, 1}, {1, 1}}, 240, 320));
    REQUIRE_MESSAGE(two.has_value(), two.error().detail);
    CHECK(two->image.size() == Size{240, 320});
}

// Each of these would decode the picture ten thousand times and more.
TEST_CASE("a HEIC is not decoded if it names more tiles than any picture has") {
    for (const auto& levels :
         {std::vector<Grid>{{100, 100}}, {{32, 32}, {32, 32}}, {{16, 16}, {16, 16}, {16, 16}, {16, 16}}}) {
        CAPTURE(levels.size());
        const auto refused = check(grids(levels, 100, 100));
        REQUIRE(refused.has_error());
        CHECK(refused.error().code == errc::unsupported_media);
        CHECK(refused.error().detail.find("too many pictures") != std::string::npos);
    }
}

TEST_CASE("a HEIC is not decoded if its tiles have many times the pixels it may have") {
    CHECK(check(grids({{2, 2}}, 480, 640), 480 * 640).has_value());
    CHECK(check(grids({{4, 4}}, 480, 640), 480 * 640).error().code == errc::unsupported_media);
}

TEST_CASE("a HEIC derived from derived pictures without end is refused") {
    CHECK(check(grids(std::vector<Grid>(200, Grid{1, 1}), 240, 320)).error().code == errc::unsupported_media);
}

constexpr const char* gain_map = "urn:com:apple:photo:2020:aux:hdrgainmap";

// libheif would take the last one: what was counted must be what is decoded.
TEST_CASE("of two descriptions of a file the first counts, for all of it") {
    const std::vector<HeifItem> good{coded_picture()};
    Bytes file = heif_of(good);
    std::vector<HeifItem> many{grid_of(100, 100, 240, 320, std::vector<int>(10'000, 2)), coded_picture()};
    const auto second = heif_body(many, file.size() + 8);
    const Bytes data = box("mdat", {second.data});
    file.insert(file.end(), data.begin(), data.end());
    file.insert(file.end(), second.meta.begin(), second.meta.end());
    const auto picture = decode(file);
    REQUIRE_MESSAGE(picture.has_value(), picture.error().detail);
    CHECK(picture->image.size() == Size{240, 320});
}

TEST_CASE("of two sizes of an item the first counts, and nothing makes a coded item a derived one") {
    auto item = coded_picture();
    item.properties.push_back(box("ispe", {number(0, 4), number(8, 4), number(8, 4)}));
    item.references = {{"dimg", {2}}};
    const Bytes file = heif_of({item, grid_of(1, 1, 8, 8, {1})});
    CHECK(pixels_ahead(file) == 240 * 320);
    CHECK(decode(file)->image.size() == Size{240, 320});
    CHECK(check(file, 240 * 320 - 1).error().code == errc::too_large);
}

TEST_CASE("a list without end is not gone through") {
    auto item = coded_picture();
    item.references.assign(6, {"dimg", std::vector<int>(65'535, 7)});
    const auto refused = check(heif_of({item}));
    REQUIRE(refused.has_error());
    CHECK(refused.error().detail.find("lists too much") != std::string::npos);
}

TEST_CASE("auxiliary pictures that are not decoded are not counted") {
    std::vector<HeifItem> items{coded_picture()};
    auto depth = coded_picture();
    depth.properties.push_back(auxiliary_name(gain_map));
    depth.references = {{"auxl", {1}}};
    depth.data.clear();
    items.resize(61, depth);
    CHECK(check(heif_of(items), 240 * 320).has_value());
}

// Each auxiliary picture's properties are looked through: many times many would take minutes.
TEST_CASE("one picture has no hundreds of properties, and no hundreds of auxiliary pictures") {
    auto depth = coded_picture();
    depth.properties.push_back(auxiliary_name(gain_map));
    depth.references = {{"auxl", {1}}};
    std::vector<HeifItem> items(65, depth);
    items.front() = coded_picture();
    CHECK(check(heif_of(items)).has_value());
    items.push_back(depth);
    CHECK(check(heif_of(items)).error().detail.find("lists too much") != std::string::npos);
    auto item = coded_picture();
    item.properties.resize(64, item.properties.back());
    CHECK(check(heif_of({item})).has_value());
    item.properties.push_back(item.properties.back());
    CHECK(check(heif_of({item})).error().detail.find("lists too much") != std::string::npos);
}

TEST_CASE("parts that overlap are not written more often than the file has them") {
    std::vector<int> tiles;
    for (int tile = 2; tile <= 101; ++tile) tiles.push_back(tile);
    std::vector<HeifItem> items{grid_of(10, 10, 2400, 3200, tiles)};
    auto tile = coded_picture();
    tile.data.resize(3);
    items.resize(101, tile);
    Bytes file = heif_of(items);
    // Lengths in `iloc`: what a tile has becomes all from there to the end of the data.
    const Bytes name = text("iloc");
    auto at = std::ranges::search(file, name).begin() + 4 + 4 + 4 + 16;
    for (int i = 0; i < 100; ++i, at += 16) std::ranges::copy(number(3 * (100 - static_cast<unsigned>(i)), 4), at + 12);
    CHECK(check(file).error().detail.find("overlap") != std::string::npos);
}

TEST_CASE("a grid or a pile whose data is longer than any is refused before it is put together") {
    HeifItem grid = grid_of(1, 1, 240, 320, {2});
    CHECK(check(heif_of({grid, coded_picture()})).has_value());
    grid.data.resize(200'000);
    const auto refused = check(heif_of({grid, coded_picture()}));
    REQUIRE(refused.has_error());
    CHECK(refused.error().detail.find("too much data") != std::string::npos);
}

TEST_CASE("a canvas larger than the picture's size is not allocated") {
    auto grid = grid_of(1, 1, 20'000, 20'000, {2});
    grid.properties = {box("ispe", {number(0, 4), number(240, 4), number(320, 4)})};
    const auto refused = check(heif_of({grid, coded_picture()}));
    REQUIRE(refused.has_error());
    CHECK(refused.error().detail.find("larger picture") != std::string::npos);
}

TEST_CASE("a picture with an essential property that is not known is refused, also as a tile") {
    const auto with = [](const Bytes& property, int essential) {
        auto item = coded_picture();
        item.properties.push_back(property);
        item.essential = essential;
        return item;
    };
    const Bytes unknown = box("iscl", {number(0, 8)});
    CHECK(check(heif_of({with(unknown, 0)})).has_value());
    CHECK(check(heif_of({with(unknown, 1)})).error().detail.find("not known") != std::string::npos);
    CHECK(check(heif_of({grid_of(1, 1, 240, 320, {2}), with(unknown, 1)})).error().detail.find("not known") !=
          std::string::npos);
    CHECK(check(heif_of({with(box("pasp", {number(1, 4), number(1, 4)}), 4)})).has_value());
    CHECK(check(heif_of({with(box("a1op", {number(0, 1)}), 1)})).has_value());
    CHECK(check(heif_of({with(box("a1op", {number(1, 1)}), 1)})).has_error());
    CHECK(check(heif_of({with(box("lsel", {number(0xFFFF, 2)}), 1)})).has_value());
    CHECK(check(heif_of({with(box("lsel", {number(0, 2)}), 1)})).has_error());
}

TEST_CASE("colours that are multiplied by their transparency are refused") {
    auto item = coded_picture();
    auto alpha = coded_picture();
    alpha.properties.push_back(auxiliary_name("urn:mpeg:hevc:2015:auxid:1"));
    alpha.references = {{"auxl", {1}}};
    CHECK(check(heif_of({item, alpha})).has_value());
    item.references = {{"prem", {2}}};
    CHECK(check(heif_of({item, alpha})).error().detail.find("multiplied") != std::string::npos);
}

TEST_CASE("a picture of an unknown kind is refused, also as a tile") {
    auto strange = coded_picture();
    strange.type = "jpeg";
    CHECK(check(heif_of({strange})).error().detail.find("not taken") != std::string::npos);
    CHECK(check(heif_of({grid_of(1, 1, 240, 320, {2}), strange})).error().detail.find("not taken") !=
          std::string::npos);
    CHECK(check(heif_of({grid_of(1, 1, 240, 320, {7})})).has_error());
}

}  // namespace
}  // namespace baton::media
