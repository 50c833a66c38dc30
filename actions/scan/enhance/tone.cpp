#include "tone.hpp"

#include "surface.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

constexpr int unit = 128;  // paper's brightness in the lookup table
constexpr int entries = 512;
constexpr int one = 1 << 8;  // of factors in fixed point

double spread(double share, const Levels& levels) {
    return std::clamp((share - levels.black) / (levels.white - levels.black), 0.0, 1.0);
}

// What a pixel is multiplied with, 1/256, so that paper comes to `unit`.
cv::Mat1w gain_of(const Paper& paper) {
    cv::Mat1w gain;
    cv::Mat1f(256.0F * unit / paper.level).convertTo(gain, CV_16U);
    return gain;
}

void lighten_grey(cv::Mat& picture, const cv::Mat1w& gain, const Levels& levels) {
    std::array<std::uint8_t, entries> curve{};
    for (int i = 0; i < entries; ++i) {
        const double value = 255 * spread(static_cast<double>(i) / unit, levels);
        curve[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::lround(value));
    }
    for (int y = 0; y < picture.rows; ++y) {
        auto* pixel = picture.ptr<std::uint8_t>(y);
        const std::uint16_t* factor = gain[y];
        for (int x = 0; x < picture.cols; ++x) {
            const unsigned share = pixel[x] * unsigned{factor[x]} >> 8;
            pixel[x] = curve[std::min(share, unsigned{entries - 1})];
        }
    }
}

// What is nearly as bright as paper and has hardly more colour than a sensor's noise is paper.
constexpr unsigned pale = unit / 9;

// The curve bends the brightness; the channels follow in proportion, or colours would get gaudy.
void lighten_colours(cv::Mat& picture, const cv::Mat1w& gain, const Levels& levels, const cv::Vec3d& tint) {
    std::array<unsigned, entries> factors{};
    for (int i = 1; i < entries; ++i) {
        const double share = static_cast<double>(i) / unit;
        factors[static_cast<std::size_t>(i)] =
            static_cast<unsigned>(std::lround(one * 255.0 / unit * spread(share, levels) / share));
    }
    std::array<unsigned, 3> neutral{};
    std::ranges::transform(tint.val, neutral.begin(),
                           [](double share) { return static_cast<unsigned>(std::lround(one / share)); });
    const auto bright = static_cast<unsigned>(unit * (levels.white - 0.03));
    for (int y = 0; y < picture.rows; ++y) {
        auto* pixel = picture.ptr<std::uint8_t>(y);
        const std::uint16_t* factor = gain[y];
        for (int x = 0; x < picture.cols; ++x, pixel += 3) {
            std::array<unsigned, 3> shares{};
            for (std::size_t c = 0; c < 3; ++c) {
                shares[c] = std::min((pixel[c] * unsigned{factor[x]} >> 8) * neutral[c] >> 8, unsigned{entries - 1});
            }
            const unsigned brightness = (77 * shares[0] + 150 * shares[1] + 29 * shares[2]) >> 8;
            const auto [least, most] = std::ranges::minmax(shares);
            if (brightness >= bright && most - least < pale) {
                pixel[0] = pixel[1] = pixel[2] = 255;
                continue;
            }
            for (std::size_t c = 0; c < 3; ++c) {
                pixel[c] = static_cast<std::uint8_t>(std::min(shares[c] * factors[brightness] >> 8, 255U));
            }
        }
    }
}

}  // namespace

Levels levels_of(const cv::Mat1f& coarse, const Paper& paper, double noise) {
    std::array<int, 101> histogram{};
    const cv::Mat1f share = coarse / paper.level;
    for (const float value : share) {
        ++histogram[static_cast<std::size_t>(std::clamp(value, 0.0F, 1.0F) * 100)];
    }
    // The darkest two per mille: a few letters on a nearly empty page, or a stroke of a headline.
    int below = 0;
    std::size_t ink = 0;
    while (ink < 60 && below < static_cast<int>(share.total() / 500)) {
        below += histogram[ink++];
    }
    Levels levels;
    levels.black = std::clamp(static_cast<double>(ink) / 100 - 0.05, 0.05, 0.3);
    levels.white = std::clamp(0.93 - 2.5 * noise / paper.white, 0.78, 0.92);
    return levels;
}

void lighten(cv::Mat& picture, const Paper& paper, const Levels& levels, const cv::Vec3d& tint) {
    const cv::Mat1w gain = at_full_size(gain_of(paper), picture.size());
    if (picture.channels() == 1) {
        lighten_grey(picture, gain, levels);
    } else {
        lighten_colours(picture, gain, levels, tint);
    }
}

cv::Vec3d tint_of(const cv::Mat3b& coarse, const Paper& paper) {
    cv::Mat1f grey;
    cv::Mat grey8;
    cv::cvtColor(coarse, grey8, cv::COLOR_RGB2GRAY);
    grey8.convertTo(grey, CV_32F);
    const cv::Mat1b bare = (grey > 0.93F * paper.level) & (paper.printed == 0);
    if (cv::countNonZero(bare) * 50 < static_cast<int>(bare.total())) {
        return {1, 1, 1};
    }
    const cv::Scalar mean = cv::mean(coarse, bare);
    const double brightness = cv::mean(grey, bare)[0];
    cv::Vec3d tint;
    for (int c = 0; c < 3; ++c) {
        tint[c] = std::clamp(mean[c] / brightness, 0.75, 1.25);
    }
    return tint;
}

}  // namespace baton::scan
