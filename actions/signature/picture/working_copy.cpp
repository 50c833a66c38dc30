#include "actions/signature/picture/working_copy.hpp"

#include <baton/media/orientation.hpp>
#include <baton/media/resize.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace baton::signature {
namespace {

std::array<unsigned, 4> rgba(const std::uint8_t* pixel, unsigned channels) {
    switch (channels) {
        case 1:
            return {pixel[0], pixel[0], pixel[0], 255};
        case 2:
            return {pixel[0], pixel[0], pixel[0], pixel[1]};
        case 3:
            return {pixel[0], pixel[1], pixel[2], 255};
        default:
            return {pixel[0], pixel[1], pixel[2], pixel[3]};
    }
}

// Each pixel is the mean of a square of `factor` pixels, colours weighted by their alpha. Without this step the large
// picture would be in memory twice. What is left over at the right and the bottom is less than a pixel.
media::Image averaged(const media::Image& image, std::uint32_t factor) {
    const media::Size size{std::max(1U, image.size().width / factor), std::max(1U, image.size().height / factor)};
    const std::uint32_t columns = std::min(factor, image.size().width);
    const std::uint32_t rows = std::min(factor, image.size().height);
    const unsigned count = columns * rows;
    media::Image small{size, 4};
    for (std::uint32_t y = 0; y < size.height; ++y) {
        std::uint8_t* made = small.row(y);
        for (std::uint32_t x = 0; x < size.width; ++x, made += 4) {
            std::array<std::uint64_t, 4> sum{};
            for (std::uint32_t row = 0; row < rows; ++row) {
                const std::uint8_t* pixel = image.row(y * factor + row) + std::size_t{x} * factor * image.channels();
                for (std::uint32_t column = 0; column < columns; ++column, pixel += image.channels()) {
                    const auto colour = rgba(pixel, image.channels());
                    for (std::size_t part = 0; part < 3; ++part) sum[part] += std::uint64_t{colour[part]} * colour[3];
                    sum[3] += colour[3];
                }
            }
            for (std::size_t part = 0; part < 3; ++part) {
                made[part] = static_cast<std::uint8_t>(sum[3] > 0 ? (sum[part] + sum[3] / 2) / sum[3] : 0);
            }
            made[3] = static_cast<std::uint8_t>((sum[3] + count / 2) / count);
        }
    }
    return small;
}

media::Size working_size(media::Size size) {
    const double scale = std::sqrt(static_cast<double>(working_pixels) / static_cast<double>(size.pixels()));
    const auto side = [&](std::uint32_t length) {
        return std::max(1U, static_cast<std::uint32_t>(std::lround(length * std::min(1.0, scale))));
    };
    return {side(size.width), side(size.height)};
}

}  // namespace

media::Image working_copy(const media::Picture& picture) {
    const double excess = static_cast<double>(picture.image.size().pixels()) / static_cast<double>(working_pixels);
    const auto factor = static_cast<std::uint32_t>(std::max(1.0, std::floor(std::sqrt(excess))));
    media::Image copy = averaged(picture.image, factor);
    const media::Size size = working_size(copy.size());
    return media::upright(media::resize(std::move(copy), size), picture.header.orientation);
}

}  // namespace baton::signature
