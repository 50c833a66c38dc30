#pragma once

#include <opencv2/core.hpp>

namespace baton::scan {

/// Areas of solid print (fills, bars, logos) among what is as dark as a shadow: 255 there. Print ends within a pixel,
/// while the edge of a shadow is a penumbra: a source of light half a degree wide, as the sun, draws it 1 mm wide for
/// every 11 cm between what throws the shadow and the page. So an area is solid that a sharp edge divides from
/// brighter surroundings all around; what a soft edge joins to paper is paper.
/// `page`: brightness of a page without its strokes, at about 25…100 dpi.
cv::Mat1b solids_of(const cv::Mat1b& page);

}  // namespace baton::scan
