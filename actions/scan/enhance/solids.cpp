#include "actions/scan/enhance/solids.hpp"

#include "actions/scan/enhance/square.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace baton::scan {
namespace {

// An edge darkens to less than this share …
constexpr double strong = 0.8;
// … by more than noise does, as a share of the page's brightest …
constexpr double least_step = 0.1;
// … and this much of its step lies between a pixel's neighbours.
constexpr double sharp = 0.6;
// Of an area's outline, the page's edge left aside.
constexpr double walled = 0.7;
// Solid areas that cover more of a page are the page.
constexpr double most = 0.5;

// Along the page's edge there may be some of the desk, px.
constexpr int rim = 2;

constexpr int near = 3;
constexpr int far = 9;
constexpr int beyond = 15;  // what an edge's own width does not reach across

cv::Mat1b sharp_edges(const cv::Mat1b& bright, const cv::Mat1b& brightest) {
    cv::Mat1b darkest;
    cv::erode(bright, darkest, square(far));
    cv::Mat1b near_step;
    cv::morphologyEx(bright, near_step, cv::MORPH_GRADIENT, square(near));
    double white = 0;
    cv::minMaxLoc(bright, nullptr, &white);
    const auto least = static_cast<int>(least_step * white);
    cv::Mat1b edges(bright.size());
    for (int y = 0; y < bright.rows; ++y) {
        for (int x = 0; x < bright.cols; ++x) {
            const int step = brightest(y, x) - darkest(y, x);
            const bool is_edge =
                step > least && darkest(y, x) < strong * brightest(y, x) && near_step(y, x) >= sharp * step;
            edges(y, x) = is_edge ? 255 : 0;
        }
    }
    // A gap of a pixel would let an area run out.
    cv::dilate(edges, edges, square(near));
    return edges;
}

struct Outline {
    int length = 0;
    int below = 0;  // px from which it goes up
};

}  // namespace

cv::Mat1b solids_of(const cv::Mat1b& page) {
    if (std::min(page.cols, page.rows) < far) return cv::Mat1b(page.size(), std::uint8_t{0});
    cv::Mat1b bright;
    cv::copyMakeBorder(page(cv::Rect{rim, rim, page.cols - 2 * rim, page.rows - 2 * rim}), bright, rim, rim, rim, rim,
                       cv::BORDER_REPLICATE);
    cv::Mat1b brightest;
    cv::dilate(bright, brightest, square(far));
    const cv::Mat1b edges = sharp_edges(bright, brightest);
    cv::Mat1b solids(bright.size(), std::uint8_t{0});
    if (cv::countNonZero(edges) == 0) return solids;
    cv::dilate(bright, brightest, square(beyond));
    cv::Mat1i labels;
    const int count = cv::connectedComponents(edges == 0, labels, 4, CV_32S);
    std::vector<Outline> outlines(static_cast<std::size_t>(count));
    for (int y = 1; y + 1 < bright.rows; ++y) {
        for (int x = 1; x + 1 < bright.cols; ++x) {
            const int label = labels(y, x);
            if (label != 0 && (edges(y - 1, x) | edges(y + 1, x) | edges(y, x - 1) | edges(y, x + 1)) != 0) {
                Outline& outline = outlines[static_cast<std::size_t>(label)];
                ++outline.length;
                outline.below += bright(y, x) < strong * brightest(y, x) ? 1 : 0;
            }
        }
    }
    for (int y = 0; y < bright.rows; ++y) {
        for (int x = 0; x < bright.cols; ++x) {
            const Outline& outline = outlines[static_cast<std::size_t>(labels(y, x))];
            solids(y, x) = outline.below > walled * outline.length ? 255 : 0;
        }
    }
    if (cv::countNonZero(solids) > most * static_cast<double>(solids.total())) solids.setTo(0);
    return solids;
}

}  // namespace baton::scan
