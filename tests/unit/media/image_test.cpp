#include <baton/media/image.hpp>

#include <doctest/doctest.h>

#include <cstring>

namespace baton::media {
namespace {

TEST_CASE("transparency becomes white") {
    Image image{{2, 1}, 4};
    const std::uint8_t pixels[] = {10, 20, 30, 255, 0, 0, 0, 0};
    std::memcpy(image.row(0), pixels, sizeof pixels);
    image.flatten_on_white();
    const std::uint8_t expected[] = {10, 20, 30, 255, 255, 255};
    CHECK(image.channels() == 3);
    CHECK(std::memcmp(image.row(0), expected, sizeof expected) == 0);
}

TEST_CASE("half transparent grey is mixed with white") {
    Image image{{1, 1}, 2};
    image.row(0)[0] = 0;
    image.row(0)[1] = 128;
    image.flatten_on_white();
    CHECK(image.channels() == 1);
    CHECK(image.row(0)[0] == 127);
}

TEST_CASE("few colours are counted exactly") {
    Image image{{4, 1}, 3};
    std::memset(image.row(0), 0, image.byte_count());
    image.row(0)[3] = 1;
    image.row(0)[7] = 1;
    CHECK(has_few_colours(image, 3));
    CHECK_FALSE(has_few_colours(image, 2));
}

}  // namespace
}  // namespace baton::media
