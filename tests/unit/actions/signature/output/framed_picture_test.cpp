#include "actions/signature/output/framed_picture.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <utility>

namespace baton::signature {
namespace {

// A picture, transparent but for a red block.
InkPicture block(media::Size size, std::uint32_t left, std::uint32_t top, std::uint32_t width, std::uint32_t height) {
    media::Image picture{size, 4};
    std::memset(picture.row(0), 0, picture.byte_count());
    for (std::uint32_t y = top; y < top + height; ++y) {
        for (std::uint32_t x = left; x < left + width; ++x) {
            const std::uint8_t red[] = {200, 0, 0, 255};
            std::memcpy(picture.row(y) + x * std::size_t{4}, red, 4);
        }
    }
    return {std::move(picture)};
}

const std::uint8_t* pixel(const media::Image& picture, double x, double y) {
    return picture.row(static_cast<std::uint32_t>(picture.size().height * y)) +
           static_cast<std::size_t>(picture.size().width * x) * 4;
}

TEST_CASE("a picture of fitting size is trimmed and keeps its pixels") {
    const auto picture = framed(block({3000, 2000}, 500, 700, 1500, 600));
    CHECK(picture.size() == media::Size{1650, 750});
    CHECK(picture.row(74)[75 * 4 + 3] == 0);
    CHECK(picture.row(75)[74 * 4 + 3] == 0);
    CHECK(picture.row(75)[75 * 4 + 3] == 255);
    CHECK(picture.row(674)[1574 * 4] == 200);
    CHECK(picture.row(675)[1574 * 4 + 3] == 0);
}

TEST_CASE("a small one is enlarged and a large one reduced") {
    CHECK(framed(block({300, 200}, 50, 50, 100, 40)).size() == media::Size{1200, 545});
    CHECK(framed(block({9000, 2000}, 0, 0, 9000, 2000)).size().width == 2400);
    CHECK(framed(block({300, 1500}, 50, 100, 100, 1000)).size().width >= 600);
}

TEST_CASE("ink at the edge gets its margin too") {
    const auto picture = framed(block({200, 100}, 0, 0, 200, 100));
    CHECK(pixel(picture, 0.02, 0.5)[3] == 0);
    CHECK(pixel(picture, 0.5, 0.5)[3] == 255);
    CHECK(pixel(picture, 0.98, 0.98)[3] == 0);
}

}  // namespace
}  // namespace baton::signature
