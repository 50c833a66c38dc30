#pragma once

#include <baton/media/image.hpp>
#include <baton/media/picture.hpp>

#include <cstdint>

namespace baton::signature {

/// More pixels than this are of no use for a signature.
inline constexpr std::uint64_t working_pixels = 4'000'000;

/// The decoded picture as RGBA, upright, with at most about `working_pixels`.
media::Image working_copy(const media::Picture& picture);

}  // namespace baton::signature
