#pragma once

#include <baton/media/bytes.hpp>
#include <baton/media/image.hpp>
#include <baton/media/metadata.hpp>

#include <cstdint>
#include <vector>

namespace baton::media::jpeg {

/// A JPEG file taken apart at its markers (ITU-T T.81 annex B), without decoding anything.
/// Views point into the file.
struct Layout {
    Size size;  ///< 0×0 if the file has no frame
    unsigned components = 0;
    std::uint64_t coefficients = 0;  ///< of all components, about
    int scans = 0;
    bool progressive = false;
    bool arithmetic = false;  ///< browsers and PDF readers do not show arithmetic coding
    bool complete = false;    ///< ends with EOI
    bool names_rgb = false;   ///< component ids "RGB": not YCbCr, even without an Adobe marker
    BytesView jfif;           ///< the APP0 payload
    BytesView adobe;          ///< the APP14 payload, which says how colours are coded
    Bytes icc;                ///< assembled from its APP2 chunks; empty if one is missing
    Metadata metadata;
    std::vector<BytesView> picture;  ///< tables, frame and scans in their order: all that decides the pixels
};

/// Reads as far as the markers make sense. What follows EOI (motion photos, further pictures) is not looked at.
Layout read_layout(BytesView file);

/// Puts a file together: the picture's own segments with exactly this colour description and metadata.
/// Segments too long for a marker (64 KiB) are left out; the profile is cut into chunks.
Bytes write_file(const Layout& layout, BytesView icc, const Metadata* metadata);

}  // namespace baton::media::jpeg
