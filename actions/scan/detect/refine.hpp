#pragma once

#include "actions/scan/detect/channels.hpp"
#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

namespace baton::scan::detection {

/// Follows the sides of a clockwise quad, in reduced pixels, to the edges near them: each side becomes a parabola, for
/// paper curls, and the corners are where those meet. A side without an edge to follow stays.
Quad trace_sides(const Channels& channels, const Quad& quad);

/// The same at full size, to part of a pixel. `picture`: 8 bit grey or RGB; `quad` in its pixels; `reach`: how far
/// the edges may be from the quad's sides, in pixels.
Quad refine_sides(const cv::Mat& picture, const Quad& quad, double reach);

}  // namespace baton::scan::detection
