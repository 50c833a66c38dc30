#include "actions/scan/enhance/moments.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

struct Sums {
    std::vector<int> sum;
    std::vector<int> square;

    explicit Sums(std::size_t blocks) : sum(blocks), square(blocks) {}
};

void add_row(Sums& sums, const std::uint8_t* row, int width) {
    const int whole = width / block;
    for (int b = 0; b < whole; ++b) {
        int sum = 0;
        int square = 0;
        for (int i = 0; i < block; ++i) {
            const int value = row[b * block + i];
            sum += value;
            square += value * value;
        }
        sums.sum[static_cast<std::size_t>(b)] += sum;
        sums.square[static_cast<std::size_t>(b)] += square;
    }
    for (int x = whole * block; x < width; ++x) {
        sums.sum.back() += row[x];
        sums.square.back() += row[x] * row[x];
    }
}

void write_row(const Sums& sums, int rows, int width, float* mean, float* square) {
    for (std::size_t b = 0; b < sums.sum.size(); ++b) {
        const int columns = std::min(block, width - static_cast<int>(b) * block);
        const float share = 1.0F / static_cast<float>(rows * columns);
        mean[b] = static_cast<float>(sums.sum[b]) * share;
        square[b] = static_cast<float>(sums.square[b]) * share;
    }
}

}  // namespace

Moments moments_of(const cv::Mat& picture) {
    const int width = picture.cols;
    const cv::Size blocks{(width + block - 1) / block, (picture.rows + block - 1) / block};
    Moments moments{cv::Mat1f(blocks), cv::Mat1f(blocks)};
    cv::Mat grey;
    for (int by = 0; by < blocks.height; ++by) {
        const int rows = std::min(block, picture.rows - by * block);
        cv::Mat band = picture.rowRange(by * block, by * block + rows);
        if (picture.channels() == 3) {
            cv::cvtColor(band, grey, cv::COLOR_RGB2GRAY);
            band = grey;
        }
        Sums sums{static_cast<std::size_t>(blocks.width)};
        for (int y = 0; y < rows; ++y) add_row(sums, band.ptr<std::uint8_t>(y), width);
        write_row(sums, rows, width, moments.mean.ptr<float>(by), moments.square.ptr<float>(by));
    }
    return moments;
}

double noise_of(const Moments& moments) {
    std::vector<float> variance;
    variance.reserve(moments.mean.total() / 4);
    for (int y = 0; y < moments.mean.rows; y += 2) {
        for (int x = 0; x < moments.mean.cols; x += 2) {
            const float mean = moments.mean(y, x);
            variance.push_back(std::max(0.0F, moments.square(y, x) - mean * mean));
        }
    }
    const auto middle = variance.begin() + static_cast<std::ptrdiff_t>(variance.size() / 2);
    std::nth_element(variance.begin(), middle, variance.end());
    return std::sqrt(*middle);
}

}  // namespace baton::scan
