#include <baton/media/resize.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace baton::media {
namespace {

TEST_CASE("fit_within keeps the shape and never enlarges") {
    CHECK(fit_within({4000, 3000}, 1000) == Size{1000, 750});
    CHECK(fit_within({3000, 4000}, 1000) == Size{750, 1000});
    CHECK(fit_within({641, 479}, 320) == Size{320, 239});
    CHECK(fit_within({100, 50}, 100) == Size{100, 50});
    CHECK(fit_within({100, 50}, 5000) == Size{100, 50});
    CHECK(fit_within({10000, 1}, 100) == Size{100, 1});
}

TEST_CASE("a flat colour stays what it is") {
    Image image{{97, 61}, 3};
    std::memset(image.row(0), 200, image.byte_count());
    const Image small = resize(std::move(image), {13, 7});
    CHECK(std::all_of(small.row(0), small.row(0) + small.byte_count(), [](int value) { return value == 200; }));
}

TEST_CASE("stripes finer than the target fade to their mean instead of aliasing") {
    Image image{{300, 300}, 1};
    for (std::uint32_t y = 0; y < 300; ++y) {
        for (std::uint32_t x = 0; x < 300; ++x) image.row(y)[x] = x % 2 == 0 ? 0 : 255;
    }
    const Image small = resize(std::move(image), {70, 70});
    // Away from the edges, where the filter has no full reach.
    const auto [least, most] = std::minmax_element(small.row(35) + 5, small.row(35) + 65);
    CHECK(*least >= 120);
    CHECK(*most <= 135);
}

TEST_CASE("what is transparent does not bleed into what is not") {
    Image image{{40, 40}, 4};
    for (std::uint32_t y = 0; y < 40; ++y) {
        for (std::uint32_t x = 0; x < 40; ++x) {
            const bool solid = x < 20;
            const std::uint8_t pixel[] = {static_cast<std::uint8_t>(solid ? 200 : 0),
                                          static_cast<std::uint8_t>(solid ? 0 : 255), 0,
                                          static_cast<std::uint8_t>(solid ? 255 : 0)};
            std::memcpy(image.row(y) + x * 4, pixel, 4);
        }
    }
    const Image small = resize(std::move(image), {9, 9});
    const std::uint8_t* edge = small.row(4) + std::size_t{4} * 4;
    CHECK(edge[3] > 60);
    CHECK(edge[3] < 200);
    CHECK(edge[0] >= 195);
    CHECK(edge[1] <= 5);
}

TEST_CASE("an enlarged edge stays where it was, without waves") {
    Image image{{10, 4}, 1};
    for (std::uint32_t y = 0; y < 4; ++y) {
        for (std::uint32_t x = 0; x < 10; ++x) image.row(y)[x] = x < 5 ? 0 : 200;
    }
    const Image large = resize(std::move(image), {70, 28});
    CHECK(large.size() == Size{70, 28});
    const std::uint8_t* row = large.row(14);
    for (std::uint32_t x = 0; x < 70; ++x) {
        CAPTURE(x);
        CHECK((row[x] > 100) == (x >= 35));
        if (x < 20 || x >= 50) CHECK(std::abs(row[x] - (x < 35 ? 0 : 200)) <= 5);
    }
}

}  // namespace
}  // namespace baton::media
