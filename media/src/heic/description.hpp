#pragma once

#include "media/src/heic/container.hpp"
#include "media/src/heic/parts.hpp"

#include <baton/media/picture.hpp>

namespace baton::media::heic {

/// True if the primary item carries a rotation (`irot`) or a mirroring (`imir`) of its own (ISO/IEC 23008-12, 6.5.10
/// and 6.5.12).
bool turns_itself(const Container& container);

/// The TIFF structure of the primary item's EXIF; empty without any.
Bytes exif_of(const Container& container);

/// The primary item's XMP packet; empty without one.
Bytes xmp_of(const Container& container);

/// The primary item's ICC profile, or one for the colours that `nclx` names where it has none (Display P3, Rec. 2020);
/// of a grid without either its first tile's. Empty for sRGB, for colours that no such profile describes and for
/// unknown ones.
Bytes profile_of(const Container& container);

/// How finely the first coded picture stores colour.
Subsampling subsampling_of(const Container& container, const Parts& parts);

}  // namespace baton::media::heic
