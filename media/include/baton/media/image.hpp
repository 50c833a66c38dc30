#pragma once

#include <baton/media/export.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace baton::media {

/// Width and height in pixels.
struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;

    std::uint64_t pixels() const { return std::uint64_t{width} * height; }
    std::uint32_t long_side() const { return width > height ? width : height; }
    Size transposed() const { return {height, width}; }
    friend bool operator==(Size, Size) = default;
};

/// Pixels in memory: 8 bits per channel, interleaved, rows from top to bottom without padding.
/// Channels: 1 grey, 2 grey + alpha, 3 RGB, 4 RGBA; alpha is not premultiplied.
/// Moves only: a copy of 100 megapixels should never happen by accident.
class BATON_MEDIA_EXPORT Image {
public:
    Image() = default;
    /// Allocates without initialising the pixels. Throws `std::bad_alloc`.
    Image(Size size, unsigned channels);

    Size size() const { return size_; }
    unsigned channels() const { return channels_; }
    bool has_alpha() const { return channels_ == 2 || channels_ == 4; }
    std::size_t stride() const { return std::size_t{size_.width} * channels_; }
    std::size_t byte_count() const { return stride() * size_.height; }

    std::uint8_t* row(std::uint32_t y) { return pixels_.get() + y * stride(); }
    const std::uint8_t* row(std::uint32_t y) const { return pixels_.get() + y * stride(); }

    /// Puts the picture on white and drops its alpha channel, in place. Without alpha nothing happens.
    void flatten_on_white();

private:
    Size size_;
    unsigned channels_ = 0;
    std::unique_ptr<std::uint8_t[]> pixels_;
};

/// The brightness of a picture (Rec. 601 luma) on white; the picture itself if it is grey already.
BATON_MEDIA_EXPORT Image to_grey(Image image);

/// True if the picture has at most `limit` different colours: a screenshot or a drawing rather than a photo.
/// Stops at the first colour too many, so photos cost next to nothing.
BATON_MEDIA_EXPORT bool has_few_colours(const Image& image, std::size_t limit);

}  // namespace baton::media
