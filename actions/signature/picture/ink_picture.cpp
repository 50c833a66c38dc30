#include "actions/signature/picture/ink_picture.hpp"

#include <algorithm>
#include <cstring>

namespace baton::signature {
namespace {

constexpr std::uint8_t faintest = 13;

}  // namespace

std::optional<PixelBox> ink_box(const InkPicture& picture) {
    const media::Size size = picture.pixels.size();
    std::uint32_t left = size.width;
    std::uint32_t right = 0;
    std::uint32_t top = size.height;
    std::uint32_t bottom = 0;
    for (std::uint32_t y = 0; y < size.height; ++y) {
        const std::uint8_t* pixel = picture.pixels.row(y);
        for (std::uint32_t x = 0; x < size.width; ++x, pixel += 4) {
            if (pixel[3] >= faintest) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = y;
            }
        }
    }
    return left <= right && top <= bottom ? std::optional{PixelBox{left, top, right - left + 1, bottom - top + 1}}
                                          : std::nullopt;
}

InkPicture trimmed(InkPicture picture) {
    const auto box = ink_box(picture);
    if (!box) return picture;
    media::Image cut{{box->width, box->height}, 4};
    for (std::uint32_t y = 0; y < box->height; ++y) {
        std::memcpy(cut.row(y), picture.pixels.row(box->top + y) + std::size_t{box->left} * 4, cut.stride());
    }
    return {std::move(cut)};
}

}  // namespace baton::signature
