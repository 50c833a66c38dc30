#include "actions/scan/enhance/paper.hpp"

#include "actions/scan/enhance/solids.hpp"
#include "actions/scan/enhance/square.hpp"
#include "actions/scan/enhance/tiles.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

constexpr float least_level = 0.2F;
// Strokes up to this wide vanish when the paper is looked for, inches.
constexpr double widest_stroke = 0.16;
// Of a tile, by solid areas, so that its brightest tenth is not paper.
constexpr double most_covered = 0.8;
constexpr float darker = 0.88F;

// The brightest around, without widening bright areas: what is narrower than the kernel and dark disappears.
cv::Mat1b without_strokes(const cv::Mat1b& coarse, double dpi) {
    const int size = std::max(3, static_cast<int>(std::lround(dpi * widest_stroke)) | 1);
    cv::Mat1b bright;
    cv::morphologyEx(coarse, bright, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {size, size}));
    return bright;
}

cv::Mat at_each_pixel(const cv::Mat& tiles, int side, cv::Size size, cv::InterpolationFlags interpolation) {
    cv::Mat full;
    cv::resize(tiles, full, {tiles.cols * side, tiles.rows * side}, 0, 0, interpolation);
    return full(cv::Rect{{}, size});
}

// A tile that a solid area covers has no paper to tell of.
void drop_covered(Tiles& tiles, const cv::Mat1b& solids) {
    for (int y = 0; y < tiles.paper.rows; ++y) {
        for (int x = 0; x < tiles.paper.cols; ++x) {
            const cv::Rect area =
                cv::Rect{x * tiles.side, y * tiles.side, tiles.side, tiles.side} & cv::Rect{{}, solids.size()};
            if (cv::countNonZero(solids(area)) > most_covered * area.area()) tiles.paper(y, x) = 0;
        }
    }
}

}  // namespace

Paper paper_of(const cv::Mat1f& coarse, double dpi, const cv::Mat3b& colours) {
    cv::Mat1b smooth;
    coarse.convertTo(smooth, CV_8U);
    cv::Mat1b quiet;
    cv::medianBlur(smooth, quiet, 3);  // leaves edges as sharp as they are
    cv::Mat1b printed = solids_of(without_strokes(quiet, dpi));
    cv::dilate(printed, printed, square(7));  // over the width of its edge
    cv::GaussianBlur(smooth, smooth, {3, 3}, 0);
    Tiles tiles = tiles_of(smooth, colours, dpi);
    drop_covered(tiles, printed);
    const cv::Mat1b hidden = at_each_pixel(tiles.paper == 0, tiles.side, coarse.size(), cv::INTER_NEAREST);
    fill(tiles);
    const cv::Mat1f around = at_each_pixel(tiles.level, tiles.side, coarse.size(), cv::INTER_LINEAR);

    Paper paper;
    paper.white = tiles.white;
    without_strokes(smooth, dpi).convertTo(paper.level, CV_32F);
    // What covers a tile ends somewhere in the next: up to there the page is darker than its surroundings say.
    cv::Mat1b beside;
    cv::dilate(hidden, beside, square(2 * tiles.side + 1));
    cv::Mat1b covered = hidden | (beside & (paper.level < darker * around));
    cv::dilate(covered, covered, square(5));
    printed |= covered;
    paper.printed = printed;
    // One level over all of a printed area: a dip would show as a glow inside its edge.
    around.copyTo(paper.level, printed);

    // Lowered before it is smoothed: beside the edge of a shadow it must be too low rather than too high, since what is
    // brighter than paper becomes white and what is darker stays as a grey rim.
    cv::erode(paper.level, paper.level, square(5));
    cv::GaussianBlur(paper.level, paper.level, {7, 7}, 0);
    paper.level = cv::max(paper.level, least_level * paper.white);
    return paper;
}

}  // namespace baton::scan
