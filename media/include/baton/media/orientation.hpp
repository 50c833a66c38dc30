#pragma once

#include <baton/media/export.hpp>
#include <baton/media/image.hpp>

#include <cstdint>

namespace baton::media {

/// The eight values of the EXIF tag 0x0112 (TIFF 6.0, "Orientation"), named after what makes the stored pixels upright.
enum class Orientation : std::uint8_t {
    upright = 1,
    mirror = 2,  ///< left and right change places
    rotate_180 = 3,
    flip = 4,        ///< top and bottom change places
    transpose = 5,   ///< mirrored along the diagonal from top left
    rotate_90 = 6,   ///< clockwise
    transverse = 7,  ///< mirrored along the diagonal from top right
    rotate_270 = 8,  ///< clockwise
};

/// True for the four values that exchange width and height.
constexpr bool swaps_axes(Orientation orientation) {
    return orientation >= Orientation::transpose;
}

/// Size of the picture once it is upright.
constexpr Size upright_size(Size stored, Orientation orientation) {
    return swaps_axes(orientation) ? Size{stored.height, stored.width} : stored;
}

/// Moves the pixels so that the picture is upright. In place unless the axes are exchanged, which takes a second buffer
/// of the same size for the time of the call.
BATON_MEDIA_EXPORT Image upright(Image image, Orientation orientation);

}  // namespace baton::media
