#include "actions/scan/enhance/photo.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace baton::scan {
namespace {

constexpr double clipped = 0.003;  // share of the pixels that may become plain black or white
constexpr double most_gain = 1.35;
constexpr int darkest_black = 32;

std::array<int, 256> histogram_of(const cv::Mat& picture) {
    std::array<int, 256> histogram{};
    cv::Mat small;
    cv::resize(picture, small, {}, 0.25, 0.25, cv::INTER_AREA);
    if (small.channels() == 3) cv::cvtColor(small, small, cv::COLOR_RGB2GRAY);
    for (const auto value : cv::Mat1b(small)) ++histogram[value];
    return histogram;
}

}  // namespace

void level_photo(cv::Mat& picture) {
    const auto histogram = histogram_of(picture);
    const auto limit = static_cast<int>(clipped * static_cast<double>(picture.total()) / 16);
    int black = 0;
    for (int below = 0; black < darkest_black; ++black) {
        below += histogram[static_cast<std::size_t>(black)];
        if (below > limit) break;
    }
    int white = 255;
    for (int above = 0; white > 128; --white) {
        above += histogram[static_cast<std::size_t>(white)];
        if (above > limit) break;
    }
    const double gain = std::min(most_gain, 255.0 / (white - black));
    cv::Mat1b curve(1, 256);
    for (int i = 0; i < 256; ++i) curve(i) = cv::saturate_cast<std::uint8_t>((i - black) * gain);
    cv::LUT(picture, curve, picture);
}

}  // namespace baton::scan
