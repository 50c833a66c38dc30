#pragma once

#include <baton/media/image.hpp>

#include <cstdint>
#include <optional>

namespace baton::signature {

/// Ink without its paper: RGBA, alpha is how much of a pixel is ink, colour is the ink's alone.
struct InkPicture {
    media::Image pixels;
};

/// A rectangle of whole pixels.
struct PixelBox {
    std::uint32_t left = 0;
    std::uint32_t top = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    friend bool operator==(PixelBox, PixelBox) = default;
};

/// The box of all pixels that are ink to more than a twentieth; nothing if there is no ink.
std::optional<PixelBox> ink_box(const InkPicture& picture);

/// The picture cut to its `ink_box`; without ink as it is.
InkPicture trimmed(InkPicture picture);

}  // namespace baton::signature
