#include "drawn_page.hpp"

#include <baton/media/jpeg.hpp>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace baton::scan::testing {

cv::Mat drawn_page() {
    cv::Mat page(1754, 1240, CV_8UC3, cv::Scalar::all(235));
    for (int line = 0; line < 30; ++line) {
        cv::putText(page, "The kettle and the ladder belong to the club", {110, 180 + 46 * line},
                    cv::FONT_HERSHEY_SIMPLEX, 1.2, cv::Scalar::all(25), 3, cv::LINE_AA);
    }
    return page;
}

cv::Mat drawn_roll(int lines) {
    cv::Mat roll(80 * lines, 1080, CV_8UC3, cv::Scalar::all(250));
    for (int line = 0; line < lines; ++line) {
        cv::putText(roll, "The kettle and the ladder belong to us", {60, 52 + 80 * line}, cv::FONT_HERSHEY_SIMPLEX, 1.2,
                    cv::Scalar::all(25), 3, cv::LINE_AA);
    }
    return roll;
}

cv::Mat in_bad_light(const cv::Mat& page) {
    cv::Mat lit = page.clone();
    for (int y = 0; y < lit.rows; ++y) {
        for (int x = 0; x < lit.cols; ++x) {
            const double falling = 1 - 0.35 * x / lit.cols;
            const double shadow = 0.55 + 0.45 / (1 + std::exp(-(x + 0.5 * y - 1100) / 12.0));
            auto* pixel = lit.ptr<std::uint8_t>(y) + x * lit.channels();
            for (int c = 0; c < lit.channels(); ++c) {
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] * falling * shadow);
            }
        }
    }
    return lit;
}

Photo photo_of(const cv::Mat& page) {
    Photo photo;
    // Seen from straight above, three degrees askew.
    const cv::Point2d across{1178 * std::cos(0.052), 1178 * std::sin(0.052)};
    const cv::Point2d down{-across.y * 1.41421, across.x * 1.41421};
    const cv::Point2d corner{205, 135};
    photo.quad = {{corner, corner + across, corner + across + down, corner + down}};
    const auto right = static_cast<float>(page.cols) - 0.5F;
    const auto bottom = static_cast<float>(page.rows) - 0.5F;
    const cv::Point2f from[] = {{-0.5F, -0.5F}, {right, -0.5F}, {right, bottom}, {-0.5F, bottom}};
    cv::Point2f to[4];
    std::ranges::transform(photo.quad.corners, to, [](const cv::Point2d& corner) { return cv::Point2f{corner}; });
    photo.picture = cv::Mat(2000, 1500, CV_8UC3, cv::Scalar{70, 55, 45});
    cv::warpPerspective(page, photo.picture, cv::getPerspectiveTransform(from, to), photo.picture.size(),
                        cv::INTER_AREA, cv::BORDER_TRANSPARENT);
    return photo;
}

media::Bytes jpeg_of(const cv::Mat& picture) {
    media::Image image{{static_cast<std::uint32_t>(picture.cols), static_cast<std::uint32_t>(picture.rows)},
                       static_cast<unsigned>(picture.channels())};
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        std::memcpy(image.row(y), picture.ptr<std::uint8_t>(static_cast<int>(y)), image.stride());
    }
    return media::encode_jpeg(image, {}).value();
}

double share_above(const cv::Mat& grey, int value) {
    return cv::countNonZero(grey > value) / static_cast<double>(grey.total());
}

}  // namespace baton::scan::testing
