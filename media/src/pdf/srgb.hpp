#pragma once

#include <baton/media/bytes.hpp>

namespace baton::media::pdf {

/// An ICC profile (version 4.2) of the sRGB colour space, IEC 61966-2-1. Always the same bytes.
Bytes srgb_profile();

}  // namespace baton::media::pdf
