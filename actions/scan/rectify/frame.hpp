#pragma once

#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

#include <limits>

namespace baton::scan {

/// The sheet of paper a page is, once straightened.
struct Sheet {
    double aspect = 1;    ///< height / width
    double width_mm = 0;  ///< 0 if the sheet was not recognised: its true size is unknown then
};

/// A straight picture to be taken from a slanted one.
struct Frame {
    cv::Size size;          ///< of the straight picture, px
    cv::Matx33d to_source;  ///< its pixels (centres at integers) to the source's
    double dpi = 0;         ///< of `size` on the sheet; on an unknown sheet as if it had its `likely_width_mm`
    double source_dpi = 0;  ///< what the source has, on the same sheet
};

struct FrameLimits {
    double floor_dpi = 150;  ///< a source with less detail is enlarged to this
    double most_dpi = 300;
    int longest_side = 10'000;  ///< px
    double most_pixels = std::numeric_limits<double>::infinity();
};

/// The frame for a page with these corners: no finer than the source, within the limits.
Frame frame_of(const Quad& quad, const Sheet& sheet, const FrameLimits& limits);

/// The same picture in `1 / reduction` of its size, seen by a source that was reduced to `1 / source_reduction`.
/// Pixel areas are kept: a coarse pixel covers the fine ones that it stands for.
Frame reduced(const Frame& frame, double reduction, double source_reduction);

/// The frame turned by `degrees` (small, clockwise positive) around its middle: lines that lay askew by them are level.
Frame turned(const Frame& frame, double degrees);

}  // namespace baton::scan
