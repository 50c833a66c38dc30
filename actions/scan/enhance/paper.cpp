#include "paper.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

constexpr int tile = 16;
// A tile shows paper if at least this share of it is nearly as bright as its bright part: print leaves more than half
// of the paper bare, a photograph has no such plateau.
constexpr double bare_share = 0.3;
constexpr double nearly = 0.9;
// Darker than this share of the page's white is no shadow any more that one would want to lift.
constexpr double darkest_shadow = 0.3;
constexpr float least_level = 0.2F;
// Strokes up to this wide vanish when the paper is looked for, inches.
constexpr double widest_stroke = 0.16;

struct Tiles {
    cv::Mat1f level;
    cv::Mat1b paper;
};

Tiles look_at_tiles(const cv::Mat1b& coarse) {
    const cv::Size count{(coarse.cols + tile - 1) / tile, (coarse.rows + tile - 1) / tile};
    Tiles tiles{cv::Mat1f(count), cv::Mat1b(count)};
    for (int ty = 0; ty < count.height; ++ty) {
        for (int tx = 0; tx < count.width; ++tx) {
            const cv::Rect area = cv::Rect{tx * tile, ty * tile, tile, tile} & cv::Rect{{}, coarse.size()};
            std::array<int, 256> histogram{};
            for (int y = area.y; y < area.y + area.height; ++y) {
                for (int x = area.x; x < area.x + area.width; ++x) {
                    ++histogram[coarse(y, x)];
                }
            }
            int above = 0;
            int level = 255;
            for (; level > 0 && above * 10 < area.area(); --level) {
                above += histogram[static_cast<std::size_t>(level)];
            }
            int bare = 0;
            for (int value = static_cast<int>(level * nearly); value < 256; ++value) {
                bare += histogram[static_cast<std::size_t>(value)];
            }
            tiles.level(ty, tx) = static_cast<float>(level);
            tiles.paper(ty, tx) = bare >= bare_share * area.area() ? 255 : 0;
        }
    }
    return tiles;
}

float high_percentile(const cv::Mat1f& values, double share) {
    std::vector<float> sorted(values.begin(), values.end());
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(sorted.size() - 1) * share);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

// Continues the level into tiles without paper, ring by ring from those around.
void fill(Tiles& tiles) {
    while (cv::countNonZero(tiles.paper) < static_cast<int>(tiles.paper.total())) {
        cv::Mat1f known;
        tiles.paper.convertTo(known, CV_32F, 1 / 255.0);
        cv::Mat1f sum;
        cv::Mat1f weight;
        cv::blur(tiles.level.mul(known), sum, {3, 3}, {-1, -1}, cv::BORDER_CONSTANT);
        cv::blur(known, weight, {3, 3}, {-1, -1}, cv::BORDER_CONSTANT);
        const cv::Mat1b reached = (weight > 0.01F) & (tiles.paper == 0);
        if (cv::countNonZero(reached) == 0) {
            return;
        }
        cv::Mat1f average;
        cv::divide(sum, cv::max(weight, 0.01F), average);
        average.copyTo(tiles.level, reached);
        tiles.paper.setTo(255, reached);
    }
}

// The brightest around, without widening bright areas: what is narrower than the kernel and dark disappears.
cv::Mat1b without_strokes(const cv::Mat1b& coarse, double dpi) {
    const int size = std::max(3, static_cast<int>(std::lround(dpi * widest_stroke)) | 1);
    cv::Mat1b bright;
    cv::morphologyEx(coarse, bright, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {size, size}));
    return bright;
}

}  // namespace

Paper paper_of(const cv::Mat1f& coarse, double dpi) {
    cv::Mat1b smooth;
    coarse.convertTo(smooth, CV_8U);
    cv::GaussianBlur(smooth, smooth, {3, 3}, 0);
    Tiles tiles = look_at_tiles(smooth);
    Paper paper;
    paper.white = std::max(1.0F, high_percentile(tiles.level, 0.9));
    tiles.paper.setTo(0, tiles.level < darkest_shadow * paper.white);
    cv::Mat1b printed_tiles = 255 - tiles.paper;
    if (cv::countNonZero(tiles.paper) == 0) {
        tiles.level.setTo(paper.white);
    }
    fill(tiles);

    cv::Mat1f level;
    without_strokes(smooth, dpi).convertTo(level, CV_32F);
    cv::Mat1f continued;
    cv::Mat1f hidden;
    cv::resize(tiles.level, continued, {tiles.level.cols * tile, tiles.level.rows * tile}, 0, 0, cv::INTER_LINEAR);
    printed_tiles.convertTo(hidden, CV_32F, 1 / 255.0);
    cv::resize(hidden, hidden, continued.size(), 0, 0, cv::INTER_LINEAR);
    const cv::Rect whole{{}, coarse.size()};
    level += (continued(whole) - level).mul(hidden(whole));
    paper.printed = hidden(whole) > 0.5F;

    // Lowered before it is smoothed: beside the edge of a shadow it must be too low rather than too high, since what is
    // brighter than paper becomes white and what is darker stays as a grey rim.
    const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, {5, 5});
    cv::erode(level, level, kernel);
    cv::GaussianBlur(level, level, {7, 7}, 0);
    paper.level = cv::max(level, least_level * paper.white);
    return paper;
}

}  // namespace baton::scan
