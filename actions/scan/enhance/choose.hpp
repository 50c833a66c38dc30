#pragma once

#include "actions/scan/enhance/paper.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// What of a page is not bare paper, as shares of its area.
struct Content {
    double coloured = 0;  ///< ink or fill that has a colour of its own
    double covered = 0;   ///< anything but bare paper
    double shaded = 0;    ///< neither paper nor ink nor the edge between them: pencil, pictures, halftones
};

/// Looks at a straight RGB page at about 50…100 dpi; `paper` was estimated from its brightness.
Content content_of(const cv::Mat3b& coarse, const Paper& paper);

enum class Mode : std::uint8_t;

/// What a person would choose: photo for a picture that fills the page, color as soon as anything on it has a colour
/// (a stamp, a signature in blue), bw for clean black print, else gray.
Mode chosen_mode(const Content& content);

}  // namespace baton::scan
