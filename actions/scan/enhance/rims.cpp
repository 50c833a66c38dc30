#include "actions/scan/enhance/rims.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace baton::scan {
namespace {

// Shares of the page's shorter side. A rim is longer than any word that the crop cuts along its length.
constexpr double widest_rim = 0.02;
constexpr double shortest = 0.15;
constexpr int slenderness = 6;
constexpr int slenderness_of_corner = 2;
// Letters and rules that run into a rim interrupt it for no longer than this. Beside a corner that is rounded, the rim
// is no longer either.
constexpr double bridged = 0.02;
// What ends so near to the edge is too little of a letter to be read.
constexpr double sliver = 0.005;
// Of paper's brightness. The outermost pixels cover only a sliver of the desk, which darkens them little.
constexpr float darker_farther_in = 0.88F;
constexpr float darker_outermost = 0.95F;
constexpr int farther_in = 9;  // px

// Marks the rim along the first row of `dark` that is not `beyond` the sheet: 255 in `rim`. All are seen with their
// edge on top.
class Edge {
public:
    Edge(const cv::Mat1b& dark, const cv::Mat1b& beyond, cv::Mat1b& rim, int side)
        : dark_(dark), beyond_(beyond), rim_(rim), widest_(depth_of(side, widest_rim)) {
        const int least = depth_of(side, shortest);
        const int gap = depth_of(side, bridged);
        measure();
        for (int x = 0; x < dark.cols; ++x) {
            if (x > 0 && depths_[at(x)] > widest_) continue;
            int end = x;
            int shallow = x;  // behind the last column that is no deeper than a rim
            while (end < dark.cols && depths_[at(end)] > 0 && end - shallow < gap) {
                shallow = depths_[at(end)] <= widest_ ? end + 1 : shallow;
                ++end;
            }
            const bool at_corner = x == 0 || end == dark.cols;
            const int stop = end == dark.cols ? end : shallow;
            if (stop - x >= (at_corner ? gap : least)) mark(x, stop, stop - x < least);
            x = std::max(x, stop);
        }
    }

private:
    static int depth_of(int side, double share) { return std::max(2, static_cast<int>(side * share)); }
    static std::size_t at(int x) { return static_cast<std::size_t>(x); }

    // How far the dark reaches in from the sheet's edge, in every column; more than `widest_` is not told apart.
    void measure() {
        edges_.assign(at(dark_.cols), 0);
        depths_.assign(at(dark_.cols), 0);
        for (int x = 0; x < dark_.cols; ++x) {
            int edge = 0;
            while (edge + 1 < dark_.rows && beyond_(edge, x) != 0) ++edge;
            const int deepest = std::min(dark_.rows - edge, widest_ + 1);
            int depth = 0;
            while (depth < deepest && dark_(edge + depth, x) != 0) ++depth;
            edges_[at(x)] = edge;
            depths_[at(x)] = depth;
        }
    }

    void mark(int begin, int end, bool rounded) {
        std::vector<int> sorted(depths_.begin() + begin, depths_.begin() + end);
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        if (*middle > widest_ || *middle * (rounded ? slenderness_of_corner : slenderness) > end - begin) return;
        // What stands out of the rim is a letter, a rule or a thumb that reaches into it.
        const int usual = 2 * *middle + 1;
        for (int x = begin; x < end; ++x) {
            const int depth = depths_[at(x)];
            const int rim = rounded && depth <= widest_ ? depth : std::min(depth, usual);
            rim_(cv::Rect{x, 0, 1, std::min(edges_[at(x)] + rim + 1, rim_.rows)}).setTo(255);
        }
    }

    const cv::Mat1b& dark_;
    const cv::Mat1b& beyond_;
    cv::Mat1b& rim_;
    int widest_;
    std::vector<int> edges_;
    std::vector<int> depths_;
};

// Marks what touches the sheet's edge and stays within `width` of it.
void mark_slivers(const cv::Mat1b& dark, const cv::Mat1b& beyond, int width, cv::Mat1b& rims) {
    cv::Mat1b margin;
    const int side = 2 * width + 1;
    cv::dilate(beyond, margin, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
    cv::rectangle(margin, {0, 0}, {margin.cols - 1, margin.rows - 1}, cv::Scalar{255}, 2 * width - 1);
    cv::Mat1i labels;
    const int count = cv::connectedComponents(dark, labels);
    std::vector<bool> reaches(static_cast<std::size_t>(count), false);
    reaches[0] = true;
    for (int y = 0; y < dark.rows; ++y) {
        for (int x = 0; x < dark.cols; ++x) {
            if (margin(y, x) == 0) reaches[static_cast<std::size_t>(labels(y, x))] = true;
        }
    }
    for (int y = 0; y < dark.rows; ++y) {
        for (int x = 0; x < dark.cols; ++x) {
            if (margin(y, x) != 0 && !reaches[static_cast<std::size_t>(labels(y, x))]) rims(y, x) = 255;
        }
    }
    cv::dilate(rims, rims, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
}

// The pixels of the sheet that lie at its edge.
cv::Mat1b outermost(const cv::Mat1b& beyond) {
    cv::Mat1b line;
    cv::copyMakeBorder(beyond, line, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar{255});
    cv::dilate(line, line, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return line(cv::Rect{{1, 1}, beyond.size()}) & ~beyond;
}

}  // namespace

cv::Mat1b rims_of(const cv::Mat1f& coarse, const Paper& paper, const cv::Mat1b& outside) {
    // What lies beyond in part shows desk too.
    cv::Mat1b beyond;
    cv::erode(outside, beyond, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    // Next to the desk the paper's level is drawn down by it: a little farther in it is the paper's.
    cv::Mat1f level;
    cv::dilate(paper.level, level, cv::getStructuringElement(cv::MORPH_RECT, {farther_in, farther_in}));
    cv::Mat1b dark = coarse < darker_farther_in * level;
    dark |= (coarse < darker_outermost * level) & outermost(beyond);
    dark &= ~beyond;
    cv::Mat1b rims(coarse.size(), std::uint8_t{0});
    const int side = std::min(coarse.cols, coarse.rows);
    mark_slivers(dark, beyond, std::max(1, static_cast<int>(side * sliver)), rims);
    for (int turn = 0; turn < 4; ++turn) {
        Edge{dark, beyond, rims, side};
        for (cv::Mat1b* seen : {&dark, &beyond, &rims}) cv::rotate(*seen, *seen, cv::ROTATE_90_CLOCKWISE);
    }
    return rims;
}

}  // namespace baton::scan
