#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/media/image.hpp>
#include <baton/media/metadata.hpp>
#include <baton/result.hpp>

#include <cstdint>
#include <optional>

namespace baton::media {

struct PngOptions {
    BytesView icc;                       ///< written as iCCP; empty for none
    const Metadata* metadata = nullptr;  ///< its EXIF is written as eXIf; nullptr for none
    /// 1 bit per pixel, white from 128 on: for a grey picture without alpha.
    bool bilevel = false;
    double dpi = 0;  ///< written as pHYs; 0 for none
};

/// Encodes 8 bits per channel unless `bilevel`, not interlaced. Errors: `processing_failed`.
BATON_MEDIA_EXPORT result<Bytes> encode_png(const Image& image, const PngOptions& options);

struct StripOptions {
    bool checked = false;  ///< `check` already found the file regular; without it this call checks first
    std::uint64_t max_pixels = default_max_pixels;
    std::uint32_t max_px = 0;  ///< nothing is returned for a picture with a longer side; 0 for any size
};

/// The PNG with its pixels and colour description bit for bit (16 bit, palette, interlacing stay) and nothing else:
/// texts, times, EXIF, animation, unknown chunks and trailing data go. Nothing if the picture is not stored upright or
/// its stream is irregular: decode and encode it then. Errors: those of `check`.
BATON_MEDIA_EXPORT result<std::optional<Bytes>> stripped_png(BytesView file, const StripOptions& options);

}  // namespace baton::media
