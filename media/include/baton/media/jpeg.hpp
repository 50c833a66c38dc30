#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/media/image.hpp>
#include <baton/media/metadata.hpp>
#include <baton/media/picture.hpp>
#include <baton/result.hpp>

#include <cstdint>
#include <optional>

namespace baton::media {

/// A JPEG's sides end here, px.
inline constexpr std::uint32_t longest_jpeg_side = 65'500;

struct JpegOptions {
    int quality = 92;  ///< 1…100
    Subsampling subsampling{2, 2};
    BytesView icc;                       ///< written as APP2; empty for none
    const Metadata* metadata = nullptr;  ///< what to write of it; nullptr for none
    double dpi = 0;                      ///< written into the JFIF header; 0 for none
    bool smallest = false;               ///< codes with tables of its own: a tenth smaller, half as fast again
};

/// Errors: `too_large` if a side is over `longest_jpeg_side`. The image must have no alpha channel.
BATON_MEDIA_EXPORT result<Bytes> encode_jpeg(const Image& image, const JpegOptions& options);

struct LosslessOptions {
    bool keep_metadata = false;
    bool keep_profile = true;
    bool checked = false;  ///< `check` already found the file regular; without it this call checks first
    std::uint64_t max_pixels = default_max_pixels;
    std::uint32_t max_px = 0;  ///< nothing is returned for a picture with a longer side; 0 for any size
};

/// A JPEG whose coefficients are those of the source.
struct BATON_MEDIA_EXPORT LosslessJpeg {
    Bytes bytes;
    Size size;
    unsigned channels = 3;  ///< 1 grey or 3 colour
    Bytes icc;              ///< the source's profile, also when `bytes` does not carry it
};

/// Makes a JPEG upright and takes its metadata out without decoding a pixel: markers are dropped, blocks of
/// coefficients moved. Nothing if that is impossible: the sides that would have to move are no whole MCUs (the edge
/// would have to be trimmed), the colours are CMYK, or the coefficients would take too much memory. The caller then
/// decodes and encodes. Errors: those of `check`.
// decision 0004
BATON_MEDIA_EXPORT result<std::optional<LosslessJpeg>> upright_jpeg(BytesView file, const LosslessOptions& options);

}  // namespace baton::media
