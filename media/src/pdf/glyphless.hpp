#pragma once

#include <baton/media/bytes.hpp>

namespace baton::media::pdf {

/// A TrueType font of two empty glyphs, each half an em wide: what stands for every letter of text that is not seen.
Bytes glyphless_truetype();

}  // namespace baton::media::pdf
