#pragma once

#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

#include <optional>

namespace baton::scan::detection {

/// What most looks like the outline of a page.
struct Outline {
    Quad quad;             ///< clockwise, in pixels of the whole picture
    double score = 0;      ///< `Evidence::score`
    double precision = 0;  ///< how far the sides may be off, in pixels of the whole picture
};

/// Looks for outlines at two sizes: the larger one has the detail, in the smaller one noise and curls are slight.
/// `picture`: 8 bit grey or RGB, not empty. Nothing if no four lines make a quad.
std::optional<Outline> find_outline(const cv::Mat& picture);

/// The same quad in a picture of another size. Pixel centres are at integers in both.
Quad rescaled(const Quad& quad, cv::Size from, cv::Size to);

}  // namespace baton::scan::detection
