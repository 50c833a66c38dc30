#include "actions/scan/detect/detect.hpp"

#include "actions/scan/detect/candidates.hpp"
#include "actions/scan/detect/outline.hpp"
#include "actions/scan/detect/refine.hpp"
#include "actions/scan/rectify/aspect.hpp"

#include <algorithm>

namespace baton::scan {

namespace {

constexpr int smallest_picture = 32;
/// The score at which an outline is a page as often as not.
constexpr double even_score = 0.23;

double confidence_of(double score) {
    return score * score / (score * score + even_score * even_score);
}

/// Turns the corners so that the one nearest to the top left comes first.
Quad from_top_left(Quad quad) {
    const auto first = std::min_element(quad.corners.begin(), quad.corners.end(),
                                        [](cv::Point2d a, cv::Point2d b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.corners.begin(), first, quad.corners.end());
    return quad;
}

}  // namespace

std::optional<Detection> detect(const cv::Mat& picture, const DetectOptions& options) {
    if (picture.cols < smallest_picture || picture.rows < smallest_picture) return std::nullopt;
    const auto outline = detection::find_outline(picture);
    if (!outline) return std::nullopt;
    const double confidence = confidence_of(outline->score);
    if (confidence < options.least_confidence) return std::nullopt;
    Quad quad = detection::refine_sides(picture, outline->quad, outline->precision);
    if (!detection::is_plausible(quad, picture.size())) quad = outline->quad;
    quad = from_top_left(quad);
    return Detection{quad, confidence, snap_aspect(estimate_aspect(quad, picture.size(), options.focal))};
}

}  // namespace baton::scan
