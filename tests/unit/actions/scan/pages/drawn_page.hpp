#pragma once

#include "actions/scan/quad.hpp"

#include <baton/media/bytes.hpp>

#include <opencv2/core.hpp>

namespace baton::scan::testing {

/// An A4 page of black print at 150 dpi (1240 × 1754), RGB, evenly lit: lines of letters, nothing else.
cv::Mat drawn_page();

/// A roll of paper as wide as a screen (1080 px) with so many lines of print, 80 px each, RGB, evenly lit.
cv::Mat drawn_roll(int lines);

/// What a lamp and a hand do to it: falling light from left to right, and a shadow with a soft edge across it.
cv::Mat in_bad_light(const cv::Mat& page);

/// A page lying on a dark desk, seen from above.
struct Photo {
    cv::Mat picture;
    Quad quad;
};
Photo photo_of(const cv::Mat& page);

/// As the camera would have sent it.
media::Bytes jpeg_of(const cv::Mat& picture);

/// The share of pixels above `value`.
double share_above(const cv::Mat& grey, int value);

}  // namespace baton::scan::testing
