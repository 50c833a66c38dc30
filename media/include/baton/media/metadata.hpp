#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/export.hpp>
#include <baton/media/orientation.hpp>

#include <optional>
#include <vector>

namespace baton::media {

/// What a file tells about the picture beyond its pixels. The ICC profile is no part of it: that is colour.
struct BATON_MEDIA_EXPORT Metadata {
    Bytes exif;  ///< from the TIFF header on ("II*\0" or "MM\0*"), without a prefix
    Bytes xmp;   ///< the XML packet
    Bytes iptc;  ///< Photoshop's image resource block, which carries IPTC
    std::vector<Bytes> comments;

    bool empty() const { return exif.empty() && xmp.empty() && iptc.empty() && comments.empty(); }
};

/// The orientation an EXIF block (from its TIFF header on) asks for; `upright` if it says nothing valid.
BATON_MEDIA_EXPORT Orientation exif_orientation(BytesView exif);

/// The focal length in mm that an EXIF block tells for 35 mm film, whose diagonal is 43.27 mm; nothing if it tells
/// none.
BATON_MEDIA_EXPORT std::optional<double> exif_focal_35mm(BytesView exif);

/// The same metadata for a picture whose pixels are upright now: orientation 1 in EXIF and XMP, and no EXIF thumbnail
/// (it would still lie on its side). An EXIF block that cannot be read is dropped.
BATON_MEDIA_EXPORT Metadata for_upright_pixels(Metadata metadata);

}  // namespace baton::media
