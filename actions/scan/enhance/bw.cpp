#include "actions/scan/enhance/bw.hpp"

#include "actions/scan/enhance/despeckle.hpp"
#include "actions/scan/enhance/surface.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

constexpr float sensitivity = 0.2F;
constexpr float half_way = 1.3F;
constexpr float dynamic_range = 0.5F;  // of the standard deviation; paper is 1
constexpr double window = 0.12;        // inches: about a line of small print
// Below the first share of the paper's brightness everything is ink, above the second nothing.
constexpr float surely_ink = 0.45F;
constexpr float surely_paper = 0.88F;
// How far beyond the threshold a speck must reach in one pixel at least to be ink.
constexpr float depth = 0.07F;

// The threshold as a share of the paper's brightness, per block.
cv::Mat1f threshold_of(const Moments& moments, const Paper& paper, double dpi) {
    const int size = std::max(3, static_cast<int>(std::lround(dpi * window / block)) | 1);
    cv::Mat1f mean = moments.mean / paper.level;
    cv::Mat1f square = moments.square / paper.level.mul(paper.level);
    cv::blur(mean, mean, {size, size}, {-1, -1}, cv::BORDER_REPLICATE);
    cv::blur(square, square, {size, size}, {-1, -1}, cv::BORDER_REPLICATE);
    cv::Mat1f deviation;
    cv::sqrt(cv::max(square - mean.mul(mean), 0), deviation);
    const cv::Mat1f sauvola = mean.mul(1 + sensitivity * (deviation / dynamic_range - 1));
    // That is made for faint ink. Strong ink would get bold: its edge lies half way between ink and paper, and with the
    // share of ink that print has, the deviation tells how far apart they are.
    const cv::Mat1f threshold = cv::min(sauvola, 1 - half_way * deviation);
    return cv::min(cv::max(threshold, surely_ink), surely_paper);
}

}  // namespace

cv::Mat1b to_bw(const cv::Mat1b& grey, const Moments& moments, const Paper& paper, double dpi) {
    cv::Mat1b levels;
    cv::Mat1f(threshold_of(moments, paper, dpi).mul(paper.level)).convertTo(levels, CV_8U);
    cv::Mat1b depths;
    cv::Mat1f(paper.level * depth).convertTo(depths, CV_8U);
    const cv::Mat1b threshold = at_full_size(levels, grey.size());
    cv::Mat1b bw;
    cv::compare(grey, threshold, bw, cv::CMP_GT);
    despeckle(bw, grey, levels, depths, dpi);
    return bw;
}

}  // namespace baton::scan
