#include <baton/media/orientation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace baton::media {
namespace {

Image numbered(Size size, unsigned channels) {
    Image image{size, channels};
    std::uint8_t next = 0;
    for (std::uint32_t y = 0; y < size.height; ++y) {
        std::generate(image.row(y), image.row(y) + image.stride(), [&] { return next++; });
    }
    return image;
}

std::vector<int> values(const Image& image) {
    return {image.row(0), image.row(0) + image.byte_count()};
}

TEST_CASE("each orientation moves the pixels as TIFF 6.0 says") {
    // Stored:  0 1 2
    //          3 4 5
    const std::array<std::vector<int>, 8> expected{{
        {0, 1, 2, 3, 4, 5},
        {2, 1, 0, 5, 4, 3},
        {5, 4, 3, 2, 1, 0},
        {3, 4, 5, 0, 1, 2},
        {0, 3, 1, 4, 2, 5},
        {3, 0, 4, 1, 5, 2},
        {5, 2, 4, 1, 3, 0},
        {2, 5, 1, 4, 0, 3},
    }};
    for (unsigned value = 1; value <= 8; ++value) {
        CAPTURE(value);
        const auto orientation = static_cast<Orientation>(value);
        const Image image = upright(numbered({3, 2}, 1), orientation);
        CHECK(values(image) == expected[value - 1]);
        CHECK(image.size() == upright_size({3, 2}, orientation));
    }
}

TEST_CASE("a pixel's channels stay together, also beyond one tile") {
    for (unsigned channels = 1; channels <= 4; ++channels) {
        CAPTURE(channels);
        const Image stored = numbered({70, 45}, channels);
        const Image turned = upright(numbered({70, 45}, channels), Orientation::rotate_90);
        bool same = true;
        for (std::uint32_t y = 0; y < 45; ++y) {
            for (std::uint32_t x = 0; x < 70; ++x) {
                const std::uint8_t* from = stored.row(y) + x * std::size_t{channels};
                same = same && std::equal(from, from + channels, turned.row(x) + (44 - y) * std::size_t{channels});
            }
        }
        CHECK(same);
    }
}

}  // namespace
}  // namespace baton::media
