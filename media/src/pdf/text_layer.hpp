#pragma once

#include "media/src/pdf/document.hpp"

#include <baton/media/pdf.hpp>

#include <span>
#include <string>

namespace baton::media::pdf {

/// The font for text that is not seen (ISO 32000-1, 9.7): codes are UTF-16 units, every one an empty glyph half an em
/// wide. An indirect object.
qpdf_oh glyphless_font(const Document& document);

/// Appends the words to a page's content, in the font /F and without painting anything (text rendering mode 3). Each is
/// stretched to its place.
void append_words(std::string& content, std::span<const PdfWord> words);

}  // namespace baton::media::pdf
