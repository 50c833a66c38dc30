#include "actions/scan/enhance/tone.hpp"

#include "actions/scan/enhance/ink.hpp"
#include "actions/scan/enhance/surface.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace baton::scan {
namespace {

constexpr int unit = 128;  // paper's brightness in the lookup table
constexpr int entries = 512;
constexpr int one = 1 << 8;  // of factors in fixed point

// Ink of strokes comes to this, from wherever a lens and large pixels left it; how pale it may have been.
constexpr double ink_black = 0.18;
constexpr double palest_ink = 0.7;

double spread(double share, const Levels& levels) {
    return std::clamp((share - levels.black) / (levels.white - levels.black), 0.0, 1.0);
}

// Steeper from ink to paper than below, where solid areas are: they keep their differences.
double darken(double value, double ink) {
    if (ink <= ink_black) return value;
    return value < ink ? value * ink_black / ink : 1 - (1 - value) * (1 - ink_black) / (1 - ink);
}

// Curves for this many inks, from none to the palest.
constexpr int inks = 24;

double nth_ink(int index) {
    return palest_ink * index / (inks - 1);
}

// Which curve each pixel of `picture` is bent by.
cv::Mat1b curves_of(const cv::Mat& picture, const Paper& paper, const Levels& levels) {
    cv::Mat1f ink = ink_of(picture, paper, levels.white - 0.1);
    ink = (ink - levels.black) / (levels.white - levels.black);
    cv::Mat1b indices;
    cv::Mat1f(cv::min(cv::max(ink / palest_ink, 0), 1)).convertTo(indices, CV_8U, inks - 1);
    return at_full_size(indices, picture.size());
}

// What a pixel is multiplied with, 1/256, so that paper comes to `unit`.
cv::Mat1w gain_of(const Paper& paper) {
    cv::Mat1w gain;
    cv::Mat1f(256.0F * unit / paper.level).convertTo(gain, CV_16U);
    return gain;
}

void lighten_grey(cv::Mat& picture, const cv::Mat1w& gain, const cv::Mat1b& indices, const Levels& levels) {
    std::array<std::array<std::uint8_t, entries>, inks> curves{};
    for (int ink = 0; ink < inks; ++ink) {
        for (int i = 0; i < entries; ++i) {
            const double value = darken(spread(static_cast<double>(i) / unit, levels), nth_ink(ink));
            curves[static_cast<std::size_t>(ink)][static_cast<std::size_t>(i)] =
                static_cast<std::uint8_t>(std::lround(255 * value));
        }
    }
    for (int y = 0; y < picture.rows; ++y) {
        auto* pixel = picture.ptr<std::uint8_t>(y);
        const std::uint16_t* factor = gain[y];
        const std::uint8_t* index = indices[y];
        for (int x = 0; x < picture.cols; ++x) {
            const unsigned share = pixel[x] * unsigned{factor[x]} >> 8;
            pixel[x] = curves[index[x]][std::min(share, unsigned{entries - 1})];
        }
    }
}

// What is nearly as bright as paper and has hardly more colour than a sensor's noise is paper; up to twice that, it
// fades.
constexpr unsigned pale = unit / 10;
// From this difference of channels on it is a colour, not black ink with the fringes that a lens gives it; half of it
// is grey yet.
constexpr unsigned colour = unit / 5;
// In a pale stroke less is enough, if it is half of what the stroke takes from the paper.
constexpr unsigned pale_colour = unit / 16;
constexpr double coloured_black = 0.1;

using Factors = std::array<unsigned, entries>;

// What brings a share of the paper's brightness to its place between the levels.
Factors factors_of(const Levels& levels) {
    Factors factors{};
    for (int i = 1; i < entries; ++i) {
        const double share = static_cast<double>(i) / unit;
        factors[static_cast<std::size_t>(i)] =
            static_cast<unsigned>(std::lround(one * 255.0 / unit * spread(share, levels) / share));
    }
    return factors;
}

// How much farther from the paper a share goes than `spread` brings it.
Factors stretches_of(const Levels& levels, double ink) {
    Factors stretches{};
    stretches.fill(one);
    for (int i = 0; i < entries; ++i) {
        const double value = spread(static_cast<double>(i) / unit, levels);
        if (value < 1) {
            stretches[static_cast<std::size_t>(i)] =
                static_cast<unsigned>(std::lround(one * (1 - darken(value, ink)) / (1 - value)));
        }
    }
    return stretches;
}

using Channels = std::array<unsigned, 3>;

Channels fixed_point(const cv::Vec3d& factors) {
    Channels result{};
    std::ranges::transform(factors.val, result.begin(),
                           [](double factor) { return static_cast<unsigned>(std::lround(one * factor)); });
    return result;
}

// Where `value` lies between `from` and twice that, 0 … one.
unsigned ramp(unsigned value, unsigned from) {
    return std::clamp(value, from, 2 * from) * one / from - one;
}

// How much of a colour it is, 0 … one.
unsigned colour_of(unsigned least, unsigned most) {
    const unsigned difference = most - least;
    const unsigned absolute = ramp(difference, colour / 2);
    const unsigned taken = least < unit ? unit - least : 0;
    if (absolute == one || difference < pale_colour || difference * 4 <= taken) return absolute;
    const unsigned relative = difference * 2 >= taken ? one : (difference * 4 - taken) * one / taken;
    return std::max(absolute, std::min(relative, ramp(difference, pale_colour)));
}

class Curves {
public:
    Curves(const Levels& levels, const Tint& tint)
        : of_grey_(factors_of(levels)),
          of_colours_(factors_of({std::min(levels.black, coloured_black), levels.white})),
          bright_(static_cast<unsigned>(unit * (levels.white - 0.03))) {
        for (int ink = 0; ink < inks; ++ink) {
            stretches_[static_cast<std::size_t>(ink)] = stretches_of(levels, nth_ink(ink));
        }
        const cv::Vec3d own{tint.paper[0] / tint.lamp[0], tint.paper[1] / tint.lamp[1], tint.paper[2] / tint.lamp[2]};
        neutral_ = fixed_point({1 / tint.paper[0], 1 / tint.paper[1], 1 / tint.paper[2]});
        own_ = fixed_point(own / *std::ranges::max_element(own.val));
    }

    void apply(std::uint8_t* pixel, unsigned gain, std::uint8_t ink) const {
        Channels shares{};
        for (std::size_t c = 0; c < 3; ++c) {
            shares[c] = std::min((pixel[c] * gain >> 8) * neutral_[c] >> 8, unsigned{entries - 1});
        }
        const unsigned brightness = (77 * shares[0] + 150 * shares[1] + 29 * shares[2]) >> 8;
        const auto [least, most] = std::ranges::minmax(shares);
        const unsigned coloured = colour_of(least, most);
        const unsigned factor = (of_grey_[brightness] * (one - coloured) + of_colours_[brightness] * coloured) >> 8;
        const Channels values = stretched(shares, factor, brightness, stretches_[ink][brightness], coloured);
        const unsigned whiter = brightness >= bright_ ? one - ramp(most - least, pale) : 0;
        finish(values, whiter, pixel);
    }

private:
    // Grey gets darker in proportion. A pale coloured stroke is paper in part: less paper makes it more colourful.
    static Channels stretched(const Channels& shares, unsigned factor, unsigned brightness, unsigned stretch,
                              unsigned coloured) {
        const int grey = static_cast<int>(brightness * factor >> 8);
        const int darker = std::max(0, 255 - ((255 - grey) * static_cast<int>(stretch) >> 8));
        const int proportion = grey > 0 && grey < 255 ? one * darker / grey : one;
        Channels values{};
        for (std::size_t c = 0; c < 3; ++c) {
            const int value = static_cast<int>(shares[c] * factor >> 8);
            const int in_proportion = value * proportion >> 8;
            const int unmixed = std::max(0, 255 - ((255 - value) * static_cast<int>(stretch) >> 8));
            values[c] =
                static_cast<unsigned>(in_proportion + ((unmixed - in_proportion) * static_cast<int>(coloured) >> 8));
        }
        return values;
    }

    void finish(const Channels& values, unsigned whiter, std::uint8_t* pixel) const {
        Channels result{};
        for (std::size_t c = 0; c < 3; ++c) result[c] = values[c] * own_[c] >> 8;
        // A channel that is cut off would change the hue.
        const unsigned strongest = std::max(255U, std::ranges::max(result));
        for (std::size_t c = 0; c < 3; ++c) {
            const unsigned value = strongest > 255 ? result[c] * 255 / strongest : result[c];
            const unsigned white = 255 * own_[c] >> 8;
            pixel[c] = static_cast<std::uint8_t>((value * (one - whiter) + white * whiter) >> 8);
        }
    }

    Factors of_grey_;
    Factors of_colours_;
    std::array<Factors, inks> stretches_{};
    unsigned bright_;
    Channels neutral_{};
    Channels own_{};
};

void lighten_colours(cv::Mat& picture, const cv::Mat1w& gain, const cv::Mat1b& indices, const Levels& levels,
                     const Tint& tint) {
    const Curves curves{levels, tint};
    for (int y = 0; y < picture.rows; ++y) {
        auto* pixel = picture.ptr<std::uint8_t>(y);
        const std::uint16_t* factor = gain[y];
        const std::uint8_t* index = indices[y];
        for (int x = 0; x < picture.cols; ++x, pixel += 3) curves.apply(pixel, factor[x], index[x]);
    }
}

}  // namespace

Levels levels_of(const cv::Mat1f& coarse, const Paper& paper, double noise) {
    std::array<int, 101> histogram{};
    const cv::Mat1f share = coarse / paper.level;
    for (const float value : share) ++histogram[static_cast<std::size_t>(std::clamp(value, 0.0F, 1.0F) * 100)];
    // The darkest two per mille: a few letters on a nearly empty page, or a stroke of a headline.
    int below = 0;
    std::size_t ink = 0;
    while (ink < 60 && below < static_cast<int>(share.total() / 500)) below += histogram[ink++];
    Levels levels;
    levels.black = std::clamp(static_cast<double>(ink) / 100 - 0.05, 0.05, 0.3);
    levels.white = std::clamp(0.93 - 2.5 * noise / paper.white, 0.78, 0.92);
    return levels;
}

void lighten(cv::Mat& picture, const Paper& paper, const Levels& levels, const Tint& tint) {
    const cv::Mat1b indices = curves_of(picture, paper, levels);
    const cv::Mat1w gain = at_full_size(gain_of(paper), picture.size());
    if (picture.channels() == 1) {
        lighten_grey(picture, gain, indices, levels);
    } else {
        lighten_colours(picture, gain, indices, levels, tint);
    }
}

}  // namespace baton::scan
