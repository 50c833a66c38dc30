#pragma once

#include <baton/media/image.hpp>
#include <baton/result.hpp>

#include <cstdint>

namespace baton::media {

/// What every decoder asks as soon as it knows a picture's size, before it allocates anything.
/// Errors: `too_large` (more than `max_pixels`, or a side over `longest_picture_side`).
result<void> check_size(Size size, std::uint64_t max_pixels);

}  // namespace baton::media
