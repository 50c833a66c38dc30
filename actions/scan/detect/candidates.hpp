#pragma once

#include "actions/scan/detect/line_support.hpp"
#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

#include <vector>

namespace baton::scan::detection {

/// A quad whose sides have edges on them; corners clockwise as seen (y down), in reduced pixels.
struct Candidate {
    Quad quad;
    double support = 0;  ///< how well its sides are covered by edges, 0..1
};

/// Combines lines to quads of a plausible shape: convex, not tiny, (almost) inside of the picture, as a rectangle may
/// look from a camera. The best supported come first; near copies of a better one are left out. At most `limit`.
std::vector<Candidate> combine_lines(const std::vector<Line>& lines, const Channels& channels, std::size_t limit);

/// True if the quad is convex, clockwise and may be a rectangle seen by a camera; at least `smallest` of the picture.
bool is_plausible(const Quad& quad, cv::Size size);

}  // namespace baton::scan::detection
