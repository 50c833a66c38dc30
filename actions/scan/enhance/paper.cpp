#include "paper.hpp"

#include "tiles.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

constexpr float least_level = 0.2F;
// Strokes up to this wide vanish when the paper is looked for, inches.
constexpr double widest_stroke = 0.16;

// The brightest around, without widening bright areas: what is narrower than the kernel and dark disappears.
cv::Mat1f without_strokes(const cv::Mat1b& coarse, double dpi) {
    const int size = std::max(3, static_cast<int>(std::lround(dpi * widest_stroke)) | 1);
    cv::Mat1b bright;
    cv::morphologyEx(coarse, bright, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {size, size}));
    cv::Mat1f level;
    bright.convertTo(level, CV_32F);
    return level;
}

cv::Mat1f at_each_pixel(const cv::Mat1f& values, int side, cv::Size size) {
    cv::Mat1f full;
    cv::resize(values, full, {values.cols * side, values.rows * side}, 0, 0, cv::INTER_LINEAR);
    return full(cv::Rect{{}, size});
}

}  // namespace

Paper paper_of(const cv::Mat1f& coarse, double dpi, const cv::Mat3b& colours) {
    cv::Mat1b smooth;
    coarse.convertTo(smooth, CV_8U);
    cv::GaussianBlur(smooth, smooth, {3, 3}, 0);
    Tiles tiles = tiles_of(smooth, colours, dpi);
    cv::Mat1f printed;
    tiles.paper.convertTo(printed, CV_32F, -1 / 255.0, 1);
    fill(tiles);

    Paper paper;
    paper.white = tiles.white;
    paper.level = without_strokes(smooth, dpi);
    const cv::Mat1f hidden = at_each_pixel(printed, tiles.side, coarse.size());
    paper.level += (at_each_pixel(tiles.level, tiles.side, coarse.size()) - paper.level).mul(hidden);
    paper.printed = hidden > 0.5F;

    // Lowered before it is smoothed: beside the edge of a shadow it must be too low rather than too high, since what is
    // brighter than paper becomes white and what is darker stays as a grey rim.
    cv::erode(paper.level, paper.level, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    cv::GaussianBlur(paper.level, paper.level, {7, 7}, 0);
    paper.level = cv::max(paper.level, least_level * paper.white);
    return paper;
}

}  // namespace baton::scan
