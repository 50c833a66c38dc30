#include "rims.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace baton::scan {
namespace {

constexpr double widest = 0.02;  // of the page's shorter side
constexpr float darker = 0.88F;  // than paper

}  // namespace

cv::Mat1b rims_of(const cv::Mat1f& coarse, const Paper& paper) {
    const int width = std::max(2, static_cast<int>(std::min(coarse.cols, coarse.rows) * widest));
    const cv::Mat1b dark = coarse < darker * paper.level;
    // A frame of ink around it makes one component of all that touches the edge.
    cv::Mat1b framed;
    cv::copyMakeBorder(dark, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, cv::Scalar{255});
    cv::floodFill(framed, {0, 0}, cv::Scalar{128});
    cv::Mat1b touching = framed(cv::Rect{1, 1, coarse.cols, coarse.rows}) == 128;
    // What reaches farther in is part of the page, all along its length.
    const cv::Rect middle{width, width, coarse.cols - 2 * width, coarse.rows - 2 * width};
    if (middle.width <= 0 || middle.height <= 0) {
        return cv::Mat1b(coarse.size(), 0);
    }
    cv::Mat labels;
    cv::Mat statistics;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(touching, labels, statistics, centres);
    std::vector<bool> reaches(static_cast<std::size_t>(count), false);
    const cv::Mat1i inner = labels(middle);
    for (const int label : inner) {
        reaches[static_cast<std::size_t>(label)] = true;
    }
    for (int y = 0; y < coarse.rows; ++y) {
        for (int x = 0; x < coarse.cols; ++x) {
            const int label = labels.at<int>(y, x);
            touching(y, x) = label != 0 && !reaches[static_cast<std::size_t>(label)] ? 255 : 0;
        }
    }
    cv::dilate(touching, touching, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return touching;
}

}  // namespace baton::scan
