#pragma once

#include <baton/media/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::media::testing {

/// A big-endian number.
Bytes number(std::uint64_t value, std::size_t width);

Bytes text(std::string_view characters);

/// A box of ISO/IEC 14496-12 with its header.
Bytes box(std::string_view type, std::initializer_list<Bytes> parts);

/// The first box of that type in the file, with its header.
Bytes box_in(const Bytes& file, std::string_view type);

/// An item as a HEIF file lists it.
struct HeifItem {
    std::string type;
    Bytes data;
    std::vector<Bytes> properties;  ///< whole boxes
    /// Type of reference, and the items (from 1) that this one refers to.
    std::vector<std::pair<std::string, std::vector<int>>> references;
    bool in_idat = false;
    int essential = 0;  ///< so many of the last properties must be understood
    int extents = 1;    ///< into how many parts the data are cut
};

/// The `meta` box of a file that says item 1 is its picture, and the data that go before it at `offset`.
struct HeifBody {
    Bytes meta;
    Bytes data;
};
HeifBody heif_body(const std::vector<HeifItem>& items, std::size_t offset);

/// A file of `ftyp` (HEIC and AVIF), `mdat` and `meta`.
Bytes heif_of(const std::vector<HeifItem>& items);

/// exif6.heic's picture of 240×320, without EXIF: item 1 or a tile.
HeifItem coded_picture();

/// A grid of so many tiles, the items from `first` on.
HeifItem grid_of(int rows, int columns, std::uint32_t width, std::uint32_t height, const std::vector<int>& tiles);

/// `auxC`, for what an auxiliary picture is.
Bytes auxiliary_name(std::string_view urn);

/// `colr` with numbers of ITU-T H.273.
Bytes colour_numbers(int primaries, int transfer);

}  // namespace baton::media::testing
