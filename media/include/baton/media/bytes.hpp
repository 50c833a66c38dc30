#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace baton::media {

using Bytes = std::vector<std::byte>;
using BytesView = std::span<const std::byte>;

/// Pictures with more pixels than this are refused from their header, before anything is allocated for them.
inline constexpr std::uint64_t default_max_pixels = 100'000'000;

/// So are pictures with a side longer than this, px: no camera makes them, and rows or columns of millions of pixels
/// cost a decoder many times what their number says.
inline constexpr std::uint32_t longest_picture_side = 65'535;

}  // namespace baton::media
