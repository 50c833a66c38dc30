#include "actions/scan/enhance/texture.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

// Ink stands out from what lies around it within this distance; single strokes come together within the third.
constexpr double surroundings_mm = 8;
constexpr double finest_mm = 0.8;
constexpr double together_mm = 5;
// What lies nearer to the edge may be the desk.
constexpr double rim_mm = 12;
constexpr double least_dpi = 12;

// Root mean square of what stands out, as a share of the brightness: paper's own is what the evenest tenth of the page
// has, but no less than the first and, for a page that is covered all over, no more than the second.
constexpr double beyond_paper = 3;
constexpr float least_texture = 0.012F;
constexpr float surely_texture = 0.08F;
constexpr float darkest = 8;
// The edge of a shadow stands out too, but by less than this share of the step between its sides.
constexpr float of_a_step = 0.3F;

constexpr double enough = 0.03;  // of the page
constexpr double mostly = 0.5;   // of what there was
constexpr float still_there = 0.25F;

cv::Mat1f blurred(const cv::Mat1f& map, double mm, double dpi) {
    const int side = std::max(1, static_cast<int>(std::lround(mm * dpi / 25.4))) | 1;
    cv::Mat1f blurred;
    cv::blur(map, blurred, {side, side}, {-1, -1}, cv::BORDER_REFLECT);
    return blurred;
}

cv::Mat1f without_rim(const cv::Mat1f& map, double dpi) {
    const int rim = std::min(static_cast<int>(rim_mm * dpi / 25.4), std::min(map.cols, map.rows) / 8);
    return map(cv::Rect{rim, rim, map.cols - 2 * rim, map.rows - 2 * rim});
}

// How much everything stands out from its surroundings. `level`: what counts as all of the brightness.
cv::Mat1f standing_out(const cv::Mat1f& brightness, const cv::Mat1f& level, double dpi) {
    const cv::Mat1f fine = blurred(brightness, finest_mm, dpi);
    cv::Mat1f share = (fine - blurred(fine, std::max(surroundings_mm, 3 * 25.4 / dpi), dpi)) / level;
    cv::Mat1f energy;
    cv::sqrt(blurred(share.mul(share), together_mm, dpi), energy);
    return without_rim(energy, dpi);
}

// By how much the brightness differs between the two sides of a place, down or across.
cv::Mat1f steps_of(const cv::Mat1f& smooth, double dpi) {
    const int reach = std::max(1, static_cast<int>(std::lround(surroundings_mm / 2 * dpi / 25.4)));
    cv::Mat1f kernel(1, 2 * reach + 1, 0.0F);
    kernel(0, 0) = -1;
    kernel(0, 2 * reach) = 1;
    cv::Mat1f across;
    cv::Mat1f down;
    cv::filter2D(smooth, across, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_REFLECT);
    cv::filter2D(smooth, down, CV_32F, kernel.t(), {-1, -1}, 0, cv::BORDER_REFLECT);
    return cv::max(cv::Mat1f(cv::abs(across)), cv::Mat1f(cv::abs(down)));
}

struct Texture {
    cv::Mat1f depth;  // how much everything stands out from its surroundings
    cv::Mat1b found;  // 255 where that is more than paper and shadows do
};

float least_of(const cv::Mat1f& texture) {
    std::vector<float> values(texture.begin(), texture.end());
    const auto tenth = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 10);
    std::nth_element(values.begin(), tenth, values.end());
    return std::clamp(static_cast<float>(beyond_paper) * *tenth, least_texture, surely_texture);
}

double share(const cv::Mat& mask) {
    return static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(mask.total());
}

Texture texture_of(const cv::Mat1f& brightness, double dpi) {
    const cv::Mat1f smooth = blurred(brightness, surroundings_mm, dpi);
    const cv::Mat1f level = cv::max(smooth, darkest);
    Texture texture;
    texture.depth = standing_out(brightness, level, dpi);
    const cv::Mat1f of_shadows = without_rim(steps_of(smooth, dpi) / level, dpi) * of_a_step;
    texture.found = (texture.depth > least_of(texture.depth)) & (texture.depth > of_shadows);
    return texture;
}

}  // namespace

double textured_share(const cv::Mat1f& brightness, double dpi) {
    return share(texture_of(brightness, dpi).found);
}

bool loses_ink(const cv::Mat1f& before, const cv::Mat1f& after, double dpi) {
    if (dpi < least_dpi) return false;
    const Texture texture = texture_of(before, dpi);
    const cv::Mat1f left = standing_out(after, cv::Mat1f(after.size(), 255.0F), dpi);
    const cv::Mat1b lost = texture.found & (left < still_there * texture.depth);
    return share(lost) > std::max(enough, mostly * share(texture.found));
}

}  // namespace baton::scan
