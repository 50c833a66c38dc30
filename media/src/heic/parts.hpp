#pragma once

#include "media/src/heic/container.hpp"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace baton::media::heic {

/// What a file's picture is made of.
struct Parts {
    std::vector<ItemId> items;                        ///< each once, the primary item first
    std::unordered_map<ItemId, ItemId> transparency;  ///< of those that have some: the item with it
};

/// True for an item that is derived from others: a grid, a pile or a turned copy.
bool is_derived(const Item& item);

/// The items that the primary one cannot be decoded without. Thumbnails, gain maps, depth and whatever else goes with a
/// photo are not among them. Errors: unsupported_media (a kind of picture that is not taken, an essential property that
/// is not known, colours multiplied by their transparency, or a picture that is derived from so many others, or from so
/// many pixels, as none needs to be: a tile is decoded again each time that a grid names it, and grids of grids
/// multiply).
result<Parts> parts_of(const Container& container, std::uint64_t max_pixels);

}  // namespace baton::media::heic
