#pragma once

#include "actions/scan/enhance/paper.hpp"

#include <opencv2/core.hpp>

namespace baton::scan {

/// The colour of a page's paper, RGB, relative to its brightness.
struct Tint {
    cv::Vec3d paper{1, 1, 1};  ///< as it was photographed
    cv::Vec3d lamp{1, 1, 1};   ///< what of it comes from the light
};

/// The tint of an RGB page. A lamp's colour goes, coloured paper stays coloured.
/// `coarse`: the page at the size of `paper.level`.
Tint tint_of(const cv::Mat3b& coarse, const Paper& paper);

}  // namespace baton::scan
