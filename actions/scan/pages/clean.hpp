#pragma once

#include "actions/scan/enhance/choose.hpp"
#include "actions/scan/enhance/moments.hpp"
#include "actions/scan/enhance/paper.hpp"
#include "actions/scan/pages/page.hpp"
#include "actions/scan/pages/source.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

struct Cleaned {
    cv::Mat page;       ///< black and white (one channel, 0 and 255), grey or RGB
    bool lost = false;  ///< most of what was to be seen has gone: only `photo` can show it
};

/// Straightens and cleans. `mode` must not be `automatic`. What the frame shows beyond the sheet is white unless the
/// mode is `photo`.
// decision 0073
Cleaned clean(const Source& source, const Frame& frame, Mode mode);

/// The mode for a page: the one that was asked for, or what its content asks for.
Mode decided_mode(const Source& source, Mode asked);

/// By how many degrees (clockwise positive) the frame must be `turned` for the page's lines to be level; 0 where nobody
/// would see it.
double levelling_of(const Source& source, const Frame& frame);

}  // namespace baton::scan
