#include <baton/media/orientation.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace baton::media {
namespace {

// Every orientation is: exchange the axes, then mirror, then flip; each step or not.
struct Steps {
    bool mirror;
    bool flip;
};

constexpr Steps steps_of(Orientation orientation) {
    switch (orientation) {
        case Orientation::upright:
        case Orientation::transpose:
            return {false, false};
        case Orientation::mirror:
        case Orientation::rotate_90:
            return {true, false};
        case Orientation::rotate_180:
        case Orientation::transverse:
            return {true, true};
        case Orientation::flip:
        case Orientation::rotate_270:
            return {false, true};
    }
    return {false, false};
}

template <unsigned Channels>
using Pixel = std::array<std::uint8_t, Channels>;

template <unsigned Channels>
const Pixel<Channels>* pixels_of(const Image& image, std::uint32_t y) {
    return reinterpret_cast<const Pixel<Channels>*>(image.row(y));
}

template <unsigned Channels>
Pixel<Channels>* pixels_of(Image& image, std::uint32_t y) {
    return reinterpret_cast<Pixel<Channels>*>(image.row(y));
}

template <unsigned Channels>
void mirror_rows(Image& image) {
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        auto* row = pixels_of<Channels>(image, y);
        std::reverse(row, row + image.size().width);
    }
}

void flip_rows(Image& image) {
    for (std::uint32_t top = 0, bottom = image.size().height - 1; top < bottom; ++top, --bottom) {
        std::swap_ranges(image.row(top), image.row(top) + image.stride(), image.row(bottom));
    }
}

template <unsigned Channels>
Image exchange_axes(const Image& from, Steps steps) {
    const auto [width, height] = from.size();
    Image to{from.size().transposed(), Channels};
    // Tiles, so that the columns read and the rows written both stay in the cache.
    constexpr std::uint32_t tile = 32;
    for (std::uint32_t top = 0; top < width; top += tile) {
        for (std::uint32_t left = 0; left < height; left += tile) {
            const std::uint32_t right = std::min(left + tile, height);
            const std::uint32_t bottom = std::min(top + tile, width);
            for (std::uint32_t y = top; y < bottom; ++y) {
                const std::uint32_t column = steps.flip ? width - 1 - y : y;
                auto* out = pixels_of<Channels>(to, y);
                for (std::uint32_t x = left; x < right; ++x) {
                    out[x] = pixels_of<Channels>(from, steps.mirror ? height - 1 - x : x)[column];
                }
            }
        }
    }
    return to;
}

template <unsigned Channels>
Image turned(Image image, Orientation orientation) {
    const Steps steps = steps_of(orientation);
    if (swaps_axes(orientation)) return exchange_axes<Channels>(image, steps);
    if (steps.mirror) mirror_rows<Channels>(image);
    if (steps.flip) flip_rows(image);
    return image;
}

}  // namespace

Image upright(Image image, Orientation orientation) {
    if (orientation == Orientation::upright || image.size().pixels() == 0) return image;
    switch (image.channels()) {
        case 1:
            return turned<1>(std::move(image), orientation);
        case 2:
            return turned<2>(std::move(image), orientation);
        case 3:
            return turned<3>(std::move(image), orientation);
        default:
            return turned<4>(std::move(image), orientation);
    }
}

}  // namespace baton::media
