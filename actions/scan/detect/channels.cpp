#include "actions/scan/detect/channels.hpp"

#include "actions/scan/detect/logarithms.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace baton::scan::detection {

namespace {

/// Noise that is assumed at least, by channel: rounding to 8 bits, JPEG's blocks in the colours.
constexpr std::array noise_floor = {0.35F, 0.6F, 0.6F};

cv::Mat3f logarithms_of(const cv::Mat& reduced) {
    const Logarithms& table = Logarithms::table();
    cv::Mat3f out(reduced.size());
    for (int y = 0; y < reduced.rows; ++y) {
        const uchar* in = reduced.ptr(y);
        cv::Vec3f* row = out[y];
        if (reduced.channels() == 1) {
            for (int x = 0; x < reduced.cols; ++x) row[x] = table.of_grey(in + x);
        } else {
            for (int x = 0; x < reduced.cols; ++x) row[x] = table.of_rgb(in + std::ptrdiff_t{3} * x);
        }
    }
    return out;
}

/// The noise of each channel: what the calmer part of the picture differs by from pixel to pixel.
cv::Vec3f noise_of(const cv::Mat3f& dx, const cv::Mat3f& dy) {
    std::array<std::vector<float>, 3> lengths;
    for (int y = 1; y < dx.rows; y += 3) {
        for (int x = 1; x < dx.cols; x += 3) {
            for (int c = 0; c < 3; ++c) {
                lengths[static_cast<std::size_t>(c)].push_back(std::abs(dx(y, x)[c]) + std::abs(dy(y, x)[c]));
            }
        }
    }
    cv::Vec3f noise;
    for (std::size_t c = 0; c < 3; ++c) {
        float level = 0;
        if (!lengths[c].empty()) {
            const auto at = lengths[c].begin() + static_cast<std::ptrdiff_t>(lengths[c].size() * 3 / 10);
            std::nth_element(lengths[c].begin(), at, lengths[c].end());
            level = *at;
        }
        noise[static_cast<int>(c)] = level + noise_floor[c];
    }
    return noise;
}

void take_steepest(const cv::Mat3f& dx, const cv::Mat3f& dy, Channels& channels) {
    channels.gradient.create(dx.size());
    channels.strength.create(dx.size());
    for (int y = 0; y < dx.rows; ++y) {
        for (int x = 0; x < dx.cols; ++x) {
            const cv::Vec3f gx = dx(y, x);
            const cv::Vec3f gy = dy(y, x);
            int best = 0;
            float most = -1;
            for (int c = 0; c < 3; ++c) {
                const float square = gx[c] * gx[c] + gy[c] * gy[c];
                if (square > most) {
                    most = square;
                    best = c;
                }
            }
            channels.gradient(y, x) = {gx[best], gy[best]};
            channels.strength(y, x) = std::sqrt(most);
        }
    }
}

/// Divides the strength by what is usual around each pixel: a faint edge on a calm ground counts like a strong one on
/// a rough ground.
void relate_to_surroundings(cv::Mat1f& strength) {
    const int side = std::max(9, std::max(strength.cols, strength.rows) / 16) | 1;
    cv::Mat1f usual;
    cv::blur(cv::min(strength, 20.0F), usual, {side, side}, {-1, -1}, cv::BORDER_REFLECT);
    // The calmest surroundings on any hand: print on one side of an edge does not hide it.
    cv::erode(usual, usual, cv::Mat::ones(side | 1, side | 1, CV_8U));
    for (int y = 0; y < strength.rows; ++y) {
        float* row = strength[y];
        const float* mean = usual[y];
        for (int x = 0; x < strength.cols; ++x) row[x] = std::min(row[x] / (mean[x] + 1), Channels::max_strength);
    }
}

}  // namespace

cv::Mat reduce(const cv::Mat& picture, int long_side) {
    const double scale = double{1} * long_side / std::max(picture.cols, picture.rows);
    if (scale >= 1) return picture;
    const cv::Size size(std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale)));
    cv::Mat reduced;
    cv::resize(picture, reduced, size, 0, 0, cv::INTER_AREA);
    return reduced;
}

Channels make_channels(const cv::Mat& reduced) {
    Channels channels;
    channels.values = logarithms_of(reduced);
    cv::GaussianBlur(channels.values, channels.values, {5, 5}, 1.0, 1.0, cv::BORDER_REPLICATE);
    cv::Mat3f dx;
    cv::Mat3f dy;
    cv::Scharr(channels.values, dx, CV_32F, 1, 0, 1.0 / 32, 0, cv::BORDER_REPLICATE);
    cv::Scharr(channels.values, dy, CV_32F, 0, 1, 1.0 / 32, 0, cv::BORDER_REPLICATE);
    const cv::Vec3f noise = noise_of(dx, dy);
    const cv::Scalar factor(1.0 / noise[0], 1.0 / noise[1], 1.0 / noise[2]);
    for (cv::Mat* each :
         {static_cast<cv::Mat*>(&channels.values), static_cast<cv::Mat*>(&dx), static_cast<cv::Mat*>(&dy)}) {
        cv::multiply(*each, factor, *each);
    }
    take_steepest(dx, dy, channels);
    relate_to_surroundings(channels.strength);
    return channels;
}

}  // namespace baton::scan::detection
