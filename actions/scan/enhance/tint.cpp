#include "actions/scan/enhance/tint.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

// Light differs along one line: more red and less blue, or the reverse, by as much as a camera's white balance leaves
// of a lamp; and a little across it, towards green or magenta, as tubes do. Logarithms. Beyond that it is the paper.
constexpr double warmest = 0.4;
constexpr double greenest = 0.06;
constexpr double least_channel = 0.25;  // of a paper's brightness; less is not measured well enough to divide by

// What of a paper's colour its light explains: all of a lamp's colour, nothing of what is twice as far from white.
cv::Vec3d lamp_part(const cv::Vec3d& paper) {
    const cv::Vec3d logarithms{std::log(paper[0]), std::log(paper[1]), std::log(paper[2])};
    const double warm = std::abs(logarithms[0] - logarithms[2]) / warmest;
    const double green = std::abs(logarithms[1] - (logarithms[0] + logarithms[2]) / 2) / greenest;
    const double part = std::clamp(2 - std::max(warm, green), 0.0, 1.0);
    return {std::exp(part * logarithms[0]), std::exp(part * logarithms[1]), std::exp(part * logarithms[2])};
}

}  // namespace

Tint tint_of(const cv::Mat3b& coarse, const Paper& paper) {
    cv::Mat1f grey;
    cv::Mat grey8;
    cv::cvtColor(coarse, grey8, cv::COLOR_RGB2GRAY);
    grey8.convertTo(grey, CV_32F);
    const cv::Mat1b bare = (grey > 0.93F * paper.level) & (paper.printed == 0);
    if (cv::countNonZero(bare) * 50 < static_cast<int>(bare.total())) return {};
    const cv::Scalar mean = cv::mean(coarse, bare);
    const double brightness = cv::mean(grey, bare)[0];
    Tint tint;
    for (int c = 0; c < 3; ++c) tint.paper[c] = std::max(mean[c] / brightness, least_channel);
    tint.lamp = lamp_part(tint.paper);
    return tint;
}

}  // namespace baton::scan
