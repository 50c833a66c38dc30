#pragma once

#include "actions/scan/pages/page.hpp"

#include <baton/media/pdf.hpp>

namespace baton::scan {

/// Where a scanned page lies on its sheet. `fit`: the sheet is the page, in its true size if that is known, else with a
/// long side of 297 mm; one that is longer than Legal is as long as 150 dpi make it, but no wider than A4 and no longer
/// than 14,400 pt. `a4`, `letter`: that sheet, upright or lying as the page does; a page of that format fills it, a
/// smaller one keeps its true size in the middle, a larger or unknown one is fitted in. A strip of a cut page lies at
/// the top of an A4 sheet, whatever the paper, and all strips of a page at one scale.
media::PdfPlacement place(const RenderedPage& page, media::Paper paper);

/// False for a page so narrow on its sheet that hardly any word could stay in the PDF, which has none below 2 pt: OCR
/// would take its time for nothing.
// decision 0072
bool takes_text(const RenderedPage& page, media::Paper paper);

}  // namespace baton::scan
