#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// The share of a page that shows more than paper does, 0…1: print, however blurred, pencil, the weave of cloth, but
/// neither falling light nor soft shadows nor what a sensor adds. The page's rim does not count.
/// `brightness`: 0…255 at about 15…100 dpi; without shares of a pixel's noise it sees more.
// decision 0087
double textured_share(const cv::Mat1f& brightness, double dpi);

/// Whether a page that was cleaned no longer shows most of what there was to see: then it is not to be kept. `before`
/// and `after`: brightness at the same size, 0…255; always false below 12 dpi, where there is nothing to see.
bool loses_ink(const cv::Mat1f& before, const cv::Mat1f& after, double dpi);

}  // namespace baton::scan
