#pragma once

#include <baton/media/export.hpp>
#include <baton/media/image.hpp>

#include <cstdint>

namespace baton::media {

/// `size` reduced, in its own shape, to a long side of at most `max_px`; never enlarged, never below one pixel.
BATON_MEDIA_EXPORT Size fit_within(Size size, std::uint32_t max_px);

/// Scales with a Lanczos-3 filter: down with one as wide as the reduction asks for, so fine patterns fade instead of
/// aliasing; up with one as wide as the picture's pixels. Works on the stored (gamma-coded) values, as browsers and
/// Pillow do; colours are weighted by their alpha.
/// Returns the picture itself if it already has that size.
BATON_MEDIA_EXPORT Image resize(Image image, Size target);

}  // namespace baton::media
