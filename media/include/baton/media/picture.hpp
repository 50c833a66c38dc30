#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/media/image.hpp>
#include <baton/media/metadata.hpp>
#include <baton/media/orientation.hpp>
#include <baton/media/sniff.hpp>
#include <baton/result.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace baton::media {

/// How finely a JPEG stores colour: pixels per chroma sample. {1,1} is 4:4:4, {2,2} is 4:2:0.
struct Subsampling {
    int horizontal = 1;
    int vertical = 1;
    friend bool operator==(Subsampling, Subsampling) = default;
};

/// A picture file's outline.
struct BATON_MEDIA_EXPORT Header {
    Kind kind = Kind::unknown;
    Size stored;  ///< as the file stores it, before `orientation`
    Orientation orientation = Orientation::upright;
    bool irregular = false;  ///< a decoder had harmless complaints: better not to hand the coded data on as it is

    Size upright() const { return upright_size(stored, orientation); }
};

/// A decoded file.
struct BATON_MEDIA_EXPORT Picture {
    Header header;
    Image image;  ///< as stored; smaller than `header.stored` if `DecodeOptions::long_side` allowed it
    Bytes icc;    ///< fits the image's channels; empty if the file has none that does
    Metadata metadata;
    Subsampling subsampling;  ///< of the source; {2,2} for WebP, which is coded as 4:2:0 anyway
};

struct DecodeOptions {
    std::uint64_t max_pixels = default_max_pixels;
    /// If not 0, the decoder may return a smaller image whose long side is still at least this: for JPEG that is
    /// several times faster than decoding all of it.
    std::uint32_t long_side = 0;
    /// The same as a share of the stored size, 0…1, for who knows a part of the picture rather than all of it.
    double least_scale = 0;
    /// Only the brightness (Rec. 601 luma), as one channel without alpha and without a profile: for JPEG that is half
    /// the work, for all a third of the memory.
    bool grey = false;
};

/// Decodes a JPEG, PNG, WebP (of an animation the first frame), HEIC or AVIF picture.
/// Errors: `too_large` (more than `max_pixels`, known from the header before anything is allocated),
/// `unsupported_media` (another kind of file, truncated or corrupt: whatever loses pixels. Trailing data and damage
/// outside the pixels are accepted).
BATON_MEDIA_EXPORT result<Picture> decode(BytesView file, const DecodeOptions& options = {});

/// Reads all of a picture as `decode` would and keeps nothing of it. Errors: those of `decode`.
BATON_MEDIA_EXPORT result<Header> check(BytesView file, std::uint64_t max_pixels = default_max_pixels);

/// The media types of the pictures that `decode` takes on this machine: HEIC and AVIF only where libheif has a decoder
/// for them. Must be asked first while files can still be opened.
// decision 0006
BATON_MEDIA_EXPORT std::vector<std::string> decodable_types();

/// How many pixels `decode` and `check` would have to go through, by the header alone: 0 for what they refuse by it.
BATON_MEDIA_EXPORT std::uint64_t pixels_ahead(BytesView file, std::uint64_t max_pixels = default_max_pixels);

}  // namespace baton::media
