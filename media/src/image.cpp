#include <baton/media/image.hpp>

#include <cstring>
#include <unordered_set>

namespace baton::media {
namespace {

std::uint8_t on_white(unsigned value, unsigned alpha) {
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

}  // namespace

Image::Image(Size size, unsigned channels)
    : size_(size),
      channels_(channels),
      pixels_(std::make_unique_for_overwrite<std::uint8_t[]>(std::size_t{size.width} * size.height * channels)) {}

void Image::flatten_on_white() {
    if (!has_alpha()) return;
    // Colours move towards the front of the buffer, never past a pixel that is still to be read.
    const unsigned colours = channels_ - 1;
    const std::uint8_t* from = pixels_.get();
    std::uint8_t* to = pixels_.get();
    for (std::uint64_t left = size_.pixels(); left > 0; --left) {
        const unsigned alpha = from[colours];
        for (unsigned c = 0; c < colours; ++c) *to++ = on_white(from[c], alpha);
        from += channels_;
    }
    channels_ = colours;
}

Image to_grey(Image image) {
    image.flatten_on_white();
    if (image.channels() != 3) return image;
    Image grey{image.size(), 1};
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        const std::uint8_t* pixel = image.row(y);
        std::uint8_t* to = grey.row(y);
        for (std::uint32_t x = 0; x < image.size().width; ++x, pixel += 3) {
            // 0.299, 0.587, 0.114 in 1/65536, as libjpeg has them.
            to[x] =
                static_cast<std::uint8_t>((19595U * pixel[0] + 38470U * pixel[1] + 7471U * pixel[2] + 32768U) >> 16);
        }
    }
    return grey;
}

bool has_few_colours(const Image& image, std::size_t limit) {
    std::unordered_set<std::uint32_t> seen;
    std::uint32_t previous = 0;
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        const std::uint8_t* pixel = image.row(y);
        for (std::uint32_t x = 0; x < image.size().width; ++x, pixel += image.channels()) {
            std::uint32_t colour = 0;
            std::memcpy(&colour, pixel, image.channels());
            // Drawings have long runs of one colour: looking each pixel up would be most of the work.
            if (colour == previous && !seen.empty()) continue;
            previous = colour;
            if (seen.insert(colour).second && seen.size() > limit) return false;
        }
    }
    return true;
}

}  // namespace baton::media
