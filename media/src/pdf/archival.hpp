#pragma once

#include "media/src/pdf/document.hpp"

namespace baton::media::pdf {

/// Makes the document say that it is PDF/A-2b: XMP metadata and sRGB as its output intent. That it keeps to the rest is
/// the caller's: embedded fonts, no transparency, no encryption.
void declare_archival(const Document& document);

}  // namespace baton::media::pdf
