#include "actions/scan/rectify/warp.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

// Up to this many source pixels a pixel, interpolation between neighbours still sees all of them.
constexpr double most_skipped = 1.5;

// OpenCV keeps places in a source in 16 bits.
constexpr int longest_source = 32'000;
constexpr int band = 4096;  // of the straight picture, px

// What of the source shows in a part of the frame, with the neighbours that interpolation takes.
cv::Rect seen_in(const cv::Rect& part, const cv::Matx33d& to_source, cv::Size source) {
    const std::vector<cv::Point2d> corners{cv::Point2d{part.tl()},
                                           {static_cast<double>(part.br().x), static_cast<double>(part.y)},
                                           cv::Point2d{part.br()},
                                           {static_cast<double>(part.x), static_cast<double>(part.br().y)}};
    std::vector<cv::Point2d> mapped;
    cv::perspectiveTransform(corners, mapped, to_source);
    constexpr double neighbours = 3;
    const auto span = [](auto first, auto last, double most) {
        const double from = std::clamp(std::floor(first - neighbours), 0.0, most);
        const double to = std::clamp(std::ceil(last + neighbours), 0.0, most);
        return cv::Range{static_cast<int>(from), static_cast<int>(to) + 1};
    };
    const auto [left, right] = std::ranges::minmax(mapped, {}, &cv::Point2d::x);
    const auto [top, bottom] = std::ranges::minmax(mapped, {}, &cv::Point2d::y);
    const cv::Range across = span(left.x, right.x, source.width - 1.0);
    const cv::Range down = span(top.y, bottom.y, source.height - 1.0);
    return {across.start, down.start, across.size(), down.size()};
}

cv::Matx33d translation(const cv::Point& by) {
    return {1, 0, static_cast<double>(by.x), 0, 1, static_cast<double>(by.y), 0, 0, 1};
}

cv::Mat warp_in_bands(const cv::Mat& source, const Frame& frame, int flags) {
    cv::Mat straight(frame.size, source.type());
    const bool upright = frame.size.height >= frame.size.width;
    const int length = upright ? frame.size.height : frame.size.width;
    for (int at = 0; at < length; at += band) {
        const int next = std::min(at + band, length);
        const cv::Rect part =
            upright ? cv::Rect{0, at, frame.size.width, next - at} : cv::Rect{at, 0, next - at, frame.size.height};
        const cv::Rect seen = seen_in(part, frame.to_source, source.size());
        const cv::Matx33d moved = translation(-seen.tl()) * frame.to_source * translation(part.tl());
        cv::Mat target = straight(part);
        cv::warpPerspective(source(seen), target, moved, part.size(), flags, cv::BORDER_REPLICATE);
    }
    return straight;
}

}  // namespace

cv::Mat warp(const cv::Mat& source, const Frame& frame, Sampling sampling) {
    const double skipped = frame.source_dpi / frame.dpi;
    if (skipped > most_skipped) {
        const double reduction = std::floor(skipped + 0.5);
        cv::Mat averaged;
        const cv::Size size{std::max(1, static_cast<int>(std::lround(source.cols / reduction))),
                            std::max(1, static_cast<int>(std::lround(source.rows / reduction)))};
        cv::resize(source, averaged, size, 0, 0, cv::INTER_AREA);
        Frame from_average = reduced(frame, 1, reduction);
        from_average.source_dpi = frame.dpi;
        return warp(averaged, from_average, sampling);
    }
    const int flags = (sampling == Sampling::cubic ? cv::INTER_CUBIC : cv::INTER_LINEAR) | cv::WARP_INVERSE_MAP;
    if (std::max(source.cols, source.rows) > longest_source) return warp_in_bands(source, frame, flags);
    cv::Mat straight;
    cv::warpPerspective(source, straight, frame.to_source, frame.size, flags, cv::BORDER_REPLICATE);
    return straight;
}

}  // namespace baton::scan
