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

}  // namespace baton::media
