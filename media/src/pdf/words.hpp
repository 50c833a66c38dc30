#pragma once

#include <baton/media/pdf.hpp>

#include <span>
#include <string>

namespace baton::media::pdf {

/// Appends the words to a page's content, in the font /F and without painting anything (text rendering mode 3). Each is
/// stretched to its place; what would be smaller than 2 pt or stretched tenfold is left out.
void append_words(std::string& content, std::span<const PdfWord> words);

}  // namespace baton::media::pdf
