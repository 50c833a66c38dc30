#pragma once

#include "media/src/pdf/document.hpp"

namespace baton::media::pdf {

/// The font for text that is not seen (ISO 32000-1, 9.7): codes are UTF-16 units, every one an empty glyph half an em
/// wide. An indirect object.
qpdf_oh glyphless_font(const Document& document);

}  // namespace baton::media::pdf
