#pragma once

#include "media/src/heic/reader.hpp"

#include <baton/media/image.hpp>
#include <baton/result.hpp>

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace baton::media::heic {

using ItemId = std::uint64_t;

/// What a file's `meta` box says of one item: a picture, or something that goes with one. Views point into the file.
struct Item {
    std::string_view type;                ///< "hvc1", "av01", "grid", "Exif"; empty for an item that is not listed
    std::string_view content_type;        ///< of a "mime" item
    std::vector<BytesView> data;          ///< its parts in their order; together at most as long as the file
    std::vector<std::size_t> properties;  ///< places in `Container::properties`
    std::vector<std::size_t> essential;   ///< those of them that a reader must understand
    std::vector<ItemId> made_of;          ///< `dimg`: the tiles of a grid, again for each time that it names them
    std::vector<ItemId> auxiliaries;      ///< `auxl`: transparency, depth, gain maps
    std::vector<ItemId> descriptions;     ///< `cdsc`: Exif and XMP
    bool premultiplied = false;           ///< `prem`: its colours are multiplied by its transparency
};

/// The items of a HEIF file (ISO/IEC 23008-12), HEIC or AVIF, and how they hang together. Nothing is decoded, and
/// nothing that is found need make sense.
struct Container {
    ItemId primary = 0;
    std::vector<Box> properties;
    std::unordered_map<ItemId, Item> items;

    /// An item of no type if there is none.
    const Item& item(ItemId id) const;
    /// The payload of an item's first property of a type; empty if it has none.
    BytesView property(const Item& item, std::string_view type) const;
    /// As its property `ispe` says it; 0×0 without one.
    Size size_of(const Item& item) const;
};

/// Of what a file says twice the first counts. Errors: unsupported_media (no `meta` box with a primary item, or more
/// entries, in all or for one item, than any picture needs).
result<Container> read_container(BytesView file);

/// An item's data in one piece.
Bytes data_of(const Item& item);

/// How every refusal of a HEIF file begins.
Error refusal(std::string_view why);

}  // namespace baton::media::heic
