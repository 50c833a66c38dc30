#pragma once

#include <baton/media/bytes.hpp>

namespace baton::media {

/// The spaces of red, green and blue that pictures are coded in and screens show. All have the white D65 and, here, the
/// transfer curve of sRGB.
enum class RgbSpace { srgb, display_p3, rec2020 };

/// An ICC profile (version 4.2) of the space. Always the same bytes.
Bytes rgb_profile(RgbSpace space);

}  // namespace baton::media
