#include "actions/scan/rectify/warp.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

// Up to this many source pixels a pixel, interpolation between neighbours still sees all of them.
constexpr double most_skipped = 1.5;

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
    cv::Mat straight;
    cv::warpPerspective(source, straight, frame.to_source, frame.size,
                        (sampling == Sampling::cubic ? cv::INTER_CUBIC : cv::INTER_LINEAR) | cv::WARP_INVERSE_MAP,
                        cv::BORDER_REPLICATE);
    return straight;
}

}  // namespace baton::scan
