#pragma once

#include "actions/scan/rectify/frame.hpp"

namespace baton::scan {

/// The sheet that has this aspect ratio (height / width, as `snap_aspect` gives it), upright or lying: the A series is
/// taken as A4, else Letter, Legal or a card (ID-1). Any other ratio is a sheet of unknown size.
Sheet sheet_of(double aspect);

}  // namespace baton::scan
