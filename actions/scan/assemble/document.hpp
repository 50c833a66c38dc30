#pragma once

#include "actions/scan/pages/page.hpp"

#include <baton/file.hpp>
#include <baton/media/bytes.hpp>
#include <baton/media/pdf.hpp>
#include <baton/result.hpp>

#include <span>
#include <string>

namespace baton::scan {

struct DocumentOptions {
    media::Paper paper = media::Paper::fit;  ///< fit: the sheet's own size; a4, letter: that sheet, upright or lying
    bool pdfa = false;                       ///< PDF/A-2b
};

/// One PDF of pages rendered for `Target::pdf`. Concatenates what is coded already; the same pages give the same bytes.
/// Errors: `processing_failed`.
// decision 0075
result<media::Bytes> assemble_pdf(std::span<const RenderedPage> pages, const DocumentOptions& options);

/// A page rendered for an image file, as that file; `stem` is the name without extension.
OutputFile image_file(RenderedPage page, std::string stem);

}  // namespace baton::scan
