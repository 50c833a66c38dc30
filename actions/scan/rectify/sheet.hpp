#pragma once

#include "actions/scan/rectify/frame.hpp"

namespace baton::scan {

/// The sheet that has this aspect ratio (height / width, as `snap_aspect` gives it), upright or lying: the A series is
/// taken as A4, else Letter, Legal or a card (ID-1). Any other ratio is a sheet of unknown size.
Sheet sheet_of(double aspect);

/// The width that a sheet of unknown size is taken to have, mm: its long side is A4's, but its short side is no
/// narrower than the paper of a till.
double likely_width_mm(double aspect);

/// Whether a sheet of unknown size is longer than Legal, upright or lying: a receipt, a screenshot that was scrolled.
// decision 0072
bool is_long(const Sheet& sheet);

}  // namespace baton::scan
