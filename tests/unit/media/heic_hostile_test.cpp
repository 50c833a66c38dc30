#include "photos.hpp"

#include <baton/media/picture.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace baton::media {
namespace {

using testing::photo;

void append(Bytes& to, const Bytes& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Bytes number(std::uint64_t value, std::size_t width) {
    Bytes bytes;
    while (width-- > 0) bytes.push_back(static_cast<std::byte>(value >> (8 * width) & 0xFF));
    return bytes;
}

Bytes box(std::string_view type, std::initializer_list<Bytes> parts) {
    Bytes payload;
    for (const Bytes& part : parts) append(payload, part);
    Bytes whole = number(payload.size() + 8, 4);
    for (const char c : type) whole.push_back(static_cast<std::byte>(c));
    append(whole, payload);
    return whole;
}

Bytes text(std::string_view characters) {
    Bytes bytes;
    for (const char c : characters) bytes.push_back(static_cast<std::byte>(c));
    return bytes;
}

// A box of the file, with its header.
Bytes box_in(const Bytes& file, std::string_view type) {
    const Bytes name = text(type);
    const auto at = std::ranges::search(file, name).begin() - 4;
    std::size_t size = 0;
    for (int i = 0; i < 4; ++i) size = size << 8 | std::to_integer<std::size_t>(at[i]);
    return {at, at + static_cast<std::ptrdiff_t>(size)};
}

struct Grid {
    int rows;
    int columns;
};

// exif6.heic's picture of 240×320 as item 1, and grids as items 2, 3, …: each of the item before, the last one primary.
Bytes grids(const std::vector<Grid>& levels, std::uint32_t width, std::uint32_t height) {
    const Bytes source = photo("exif6.heic");
    const Bytes coded = box_in(source, "mdat");
    constexpr std::size_t coded_size = 0xA31;
    Bytes data{coded.begin() + 8, coded.begin() + 8 + coded_size};
    Bytes infos = box("infe", {number(2, 1), number(0, 3), number(1, 2), number(0, 2), text("hvc1"), number(0, 1)});
    Bytes references;
    // Properties: hvcC, ispe, pixi of the source, then the grids' size.
    Bytes associations;
    for (const Bytes& part : {number(1, 2), number(3, 1), number(0x810203, 3)}) append(associations, part);
    Bytes places;
    const auto place = [&](std::uint64_t item, std::uint64_t at, std::uint64_t size) {
        for (const Bytes& part : {number(item, 2), number(0, 2), number(1, 2), number(at, 4), number(size, 4)})
            append(places, part);
    };
    const auto ftyp = box_in(source, "ftyp");
    // Offsets count from the data box, which comes before everything else here.
    const std::size_t base = ftyp.size() + 8;
    place(1, base, coded_size);
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const Grid& grid = levels[i];
        place(i + 2, base + data.size(), 12);
        for (const Bytes& part :
             {number(0, 1), number(1, 1), number(static_cast<std::uint64_t>(grid.rows) - 1, 1),
              number(static_cast<std::uint64_t>(grid.columns) - 1, 1), number(width, 4), number(height, 4)}) {
            append(data, part);
        }
        append(infos,
               box("infe", {number(2, 1), number(0, 3), number(i + 2, 2), number(0, 2), text("grid"), number(0, 1)}));
        Bytes tiles;
        for (int tile = 0; tile < grid.rows * grid.columns; ++tile) append(tiles, number(i + 1, 2));
        append(references, box("dimg", {number(i + 2, 2), number(tiles.size() / 2, 2), tiles}));
        for (const Bytes& part : {number(i + 2, 2), number(2, 1), number(4, 1), number(3, 1)})
            append(associations, part);
    }
    const Bytes properties =
        box("iprp", {box("ipco", {box_in(source, "hvcC"), box_in(source, "ispe"), box_in(source, "pixi"),
                                  box("ispe", {number(0, 4), number(width, 4), number(height, 4)})}),
                     box("ipma", {number(0, 4), number(levels.size() + 1, 4), associations})});
    const Bytes meta =
        box("meta", {number(0, 4), box_in(source, "hdlr"), box("pitm", {number(0, 4), number(levels.size() + 1, 2)}),
                     box("iloc", {number(0, 4), number(0x44, 1), number(0, 1), number(levels.size() + 1, 2), places}),
                     box("iinf", {number(0, 4), number(levels.size() + 1, 2), infos}), properties,
                     box("iref", {number(0, 4), references})});
    Bytes file = ftyp;
    append(file, box("mdat", {data}));
    append(file, meta);
    return file;
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

}  // namespace
}  // namespace baton::media
