#pragma once

#include "actions/scan/quad.hpp"

#include <opencv2/core.hpp>

#include <optional>

namespace baton::scan {

/// Below this a quad is not shown as a page: it is as often something else.
constexpr double shipped_confidence = 0.5;

struct DetectOptions {
    double least_confidence = shipped_confidence;  ///< 0..1; quads below it are not answered
    std::optional<double> focal;                   ///< focal length in pixels of the picture, from EXIF
};

/// A page found in a picture.
struct Detection {
    Quad quad;              ///< the corner nearest to the picture's top left comes first
    double confidence = 0;  ///< 0..1
    double aspect = 1;      ///< height / width of the sheet
};

/// Finds the outline of the page in a picture. `picture`: 8 bit grey or RGB, upright, of any size. Nothing if there is
/// no page that can be told with the confidence asked for. Pure; never throws on any picture of these types.
// decision 0070
std::optional<Detection> detect(const cv::Mat& picture, const DetectOptions& options = {});

}  // namespace baton::scan
