#pragma once

#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

#include <optional>

namespace baton::scan {

/// Which way up a page is.
struct Orientation {
    /// 0, 90, 180, 270: by how much the page must be turned clockwise for its text to stand upright.
    int rotation = 0;
    /// 0.8…1, the smaller of two shares: of the letters that run in the direction of the lines, and of the lines that
    /// agree which end is up.
    double confidence = 0;
};

/// Tells it from Latin letters. Nothing for a page without enough of them, in capitals, digits or other scripts, and
/// whenever the signs contradict each other: a page that is upright must not be turned.
/// `page`: straight, grey; best at `look_px`.
// decision 0086
std::optional<Orientation> orientation_of(const cv::Mat1b& page);

/// What `orientation_of` looks at: px of the page's long side. Text of 8 points on A4 has an x of 7 px then.
inline constexpr int look_px = 1600;

/// The page with these corners in a picture, grey, straight and small enough to look at. `aspect`: of the sheet, height
/// / width.
cv::Mat1b look_at(const cv::Mat1b& picture, const Quad& quad, double aspect);

}  // namespace baton::scan
