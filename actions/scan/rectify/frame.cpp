#include "actions/scan/rectify/frame.hpp"

#include "actions/scan/rectify/sheet.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace baton::scan {
namespace {

constexpr double mm_per_inch = 25.4;

double distance(const cv::Point2d& a, const cv::Point2d& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

cv::Matx33d translation(double x, double y) {
    return {1, 0, x, 0, 1, y, 0, 0, 1};
}

cv::Matx33d scaling(double factor) {
    return {factor, 0, 0, 0, factor, 0, 0, 0, 1};
}

// Between pixel centres at integers of two sizes of one picture: areas coincide, so centres move by half a pixel.
cv::Matx33d enlarging(double factor) {
    return translation(-0.5, -0.5) * scaling(factor) * translation(0.5, 0.5);
}

// Pixels across and down that the source spends on the page: the longer of two opposite sides is the nearer one.
cv::Size2d detail(const Quad& quad) {
    const auto& [tl, tr, br, bl] = quad.corners;
    return {std::max(distance(tl, tr), distance(bl, br)), std::max(distance(tl, bl), distance(tr, br))};
}

}  // namespace

Frame frame_of(const Quad& quad, const Sheet& sheet, const FrameLimits& limits) {
    const double width_mm = sheet.width_mm > 0 ? sheet.width_mm : likely_width_mm(sheet.aspect);
    const double width_in = width_mm / mm_per_inch;
    const double height_in = width_in * sheet.aspect;
    const cv::Size2d pixels = detail(quad);
    Frame frame;
    frame.source_dpi = std::max(pixels.width / width_in, pixels.height / height_in);
    frame.dpi = std::clamp(frame.source_dpi, limits.floor_dpi, limits.most_dpi);
    frame.dpi = std::min({frame.dpi, limits.longest_side / std::max(width_in, height_in),
                          std::sqrt(limits.most_pixels / (width_in * height_in))});
    frame.size = {std::max(1, static_cast<int>(std::lround(width_in * frame.dpi))),
                  std::max(1, static_cast<int>(std::lround(height_in * frame.dpi)))};
    const auto right = static_cast<float>(frame.size.width) - 0.5F;
    const auto bottom = static_cast<float>(frame.size.height) - 0.5F;
    const std::array<cv::Point2f, 4> from{{{-0.5F, -0.5F}, {right, -0.5F}, {right, bottom}, {-0.5F, bottom}}};
    std::array<cv::Point2f, 4> to;
    std::ranges::transform(quad.corners, to.begin(), [](const cv::Point2d& corner) { return cv::Point2f{corner}; });
    frame.to_source = cv::getPerspectiveTransform(from.data(), to.data());
    return frame;
}

Frame reduced(const Frame& frame, double reduction, double source_reduction) {
    Frame small = frame;
    small.size = {std::max(1, static_cast<int>(std::ceil(frame.size.width / reduction))),
                  std::max(1, static_cast<int>(std::ceil(frame.size.height / reduction)))};
    small.to_source = enlarging(1 / source_reduction) * frame.to_source * enlarging(reduction);
    small.dpi = frame.dpi / reduction;
    small.source_dpi = frame.source_dpi / source_reduction;
    return small;
}

Frame turned(const Frame& frame, double degrees) {
    if (degrees == 0) return frame;
    const double angle = degrees * std::numbers::pi / 180;
    const double x = (frame.size.width - 1) / 2.0;
    const double y = (frame.size.height - 1) / 2.0;
    const cv::Matx33d rotation{std::cos(angle), -std::sin(angle), 0, std::sin(angle), std::cos(angle), 0, 0, 0, 1};
    Frame result = frame;
    result.to_source = frame.to_source * translation(x, y) * rotation * translation(-x, -y);
    return result;
}

}  // namespace baton::scan
