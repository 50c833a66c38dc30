#pragma once

#include "actions/scan/pages/page.hpp"

#include <baton/media/pdf.hpp>

namespace baton::scan {

/// Where a scanned page lies on its sheet. `fit`: the sheet is the page, in its true size if that is known, else with a
/// long side of 297 mm. `a4`, `letter`: that sheet, upright or lying as the page does; a page of that format fills it,
/// a smaller one keeps its true size in the middle, a larger or unknown one is fitted in.
media::PdfPlacement place(const RenderedPage& page, media::Paper paper);

}  // namespace baton::scan
