#pragma once

#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

namespace baton::scan::testing {

/// A grey or coloured ground with fine noise, as a camera has.
cv::Mat ground(cv::Size size, cv::Scalar colour);

/// Draws a sheet of paper, with anti-aliased edges and without noise of its own.
void draw_sheet(cv::Mat& picture, const Quad& quad, cv::Scalar colour);

/// Draws rows of print between the quad's margins.
void draw_print(cv::Mat& picture, const Quad& quad);

/// A rectangle around `centre`, turned clockwise by `degrees`.
Quad turned_rectangle(cv::Point2d centre, double width, double height, double degrees);

/// The largest distance between corners, whichever of them comes first.
double farthest_corner(const Quad& a, const Quad& b);

}  // namespace baton::scan::testing
