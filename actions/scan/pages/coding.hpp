#pragma once

#include "actions/scan/pages/page.hpp"
#include "actions/scan/pages/render.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// Codes the cleaned pixels of a page for its target; `page.mode` and `page.dpi` are set already, the rest of it is set
/// here. `icc`: the original's profile, which a coloured page keeps. Errors: `processing_failed`, `too_large`.
result<void> code(const cv::Mat& pixels, media::BytesView icc, Target target, RenderedPage& page);

/// A JPEG to look at on a phone. Errors: as `code`.
result<media::Bytes> preview_jpeg(const cv::Mat& pixels, media::BytesView icc);

}  // namespace baton::scan
