#include "photos.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace baton::media::testing {
namespace {

struct Colour {
    int red;
    int green;
    int blue;

    int lightness() const { return (299 * red + 587 * green + 114 * blue) / 1000; }
};

bool is_near(int a, int b) {
    constexpr int coding_loss = 60;
    return std::abs(a - b) <= coding_loss;
}

bool shows(const Image& image, std::uint32_t x, std::uint32_t y, Colour wanted) {
    const std::uint8_t* pixel = image.row(y) + x * std::size_t{image.channels()};
    if (image.channels() <= 2) return is_near(pixel[0], wanted.lightness());
    return is_near(pixel[0], wanted.red) && is_near(pixel[1], wanted.green) && is_near(pixel[2], wanted.blue);
}

}  // namespace

Bytes photo(const std::string& name) {
    std::ifstream file{std::string{std::getenv("BATON_TEST_DATA")} + "/photos/" + name, std::ios::binary};
    REQUIRE_MESSAGE(file.good(), name);
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const auto bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

bool is_upright(const Image& image) {
    const auto [width, height] = image.size();
    const std::uint32_t inset = std::min(width, height) / 20;
    return shows(image, inset, inset, {255, 0, 0}) && shows(image, width - 1 - inset, inset, {0, 255, 0}) &&
           shows(image, width - 1 - inset, height - 1 - inset, {0, 0, 255}) &&
           shows(image, inset, height - 1 - inset, {255, 255, 0});
}

bool contains(BytesView file, std::string_view text) {
    const auto bytes = std::as_bytes(std::span{text});
    return std::ranges::search(file, bytes).begin() != file.end();
}

}  // namespace baton::media::testing
