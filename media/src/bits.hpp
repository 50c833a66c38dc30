#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace baton::media {

/// A row of grey pixels as bits, the first in the highest bit: 1 is white, from 128 on. The last byte is filled with 0.
void pack_bits(std::span<const std::uint8_t> row, std::vector<std::uint8_t>& bits);

}  // namespace baton::media
