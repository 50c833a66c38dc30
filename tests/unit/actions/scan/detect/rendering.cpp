#include "rendering.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace baton::scan::testing {

namespace {

/// Fixed-point bits of the coordinates that are drawn with.
constexpr int fraction = 8;

cv::Point fixed(cv::Point2d point) {
    return {cvRound(point.x * (1 << fraction)), cvRound(point.y * (1 << fraction))};
}

/// The place in a quad that is at x, y of a unit square, without perspective.
cv::Point2d inside(const Quad& quad, double x, double y) {
    const auto& c = quad.corners;
    const cv::Point2d top = c[0] + (c[1] - c[0]) * x;
    const cv::Point2d bottom = c[3] + (c[2] - c[3]) * x;
    return top + (bottom - top) * y;
}

}  // namespace

cv::Mat ground(cv::Size size, cv::Scalar colour) {
    cv::Mat noise(size, CV_16SC3);
    cv::RNG random(7);
    random.fill(noise, cv::RNG::NORMAL, colour, cv::Scalar::all(2));
    cv::Mat picture;
    noise.convertTo(picture, CV_8U);
    return picture;
}

void draw_sheet(cv::Mat& picture, const Quad& quad, cv::Scalar colour) {
    const cv::Vec3d paint(colour[0], colour[1], colour[2]);
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.cols; ++x) {
            // How much of the pixel is inside, from its distance to the nearest side.
            double covered = 1;
            for (std::size_t i = 0; i < 4 && covered > 0; ++i) {
                const cv::Point2d side = quad.corners[(i + 1) % 4] - quad.corners[i];
                const double distance = side.cross(cv::Point2d(x, y) - quad.corners[i]) / cv::norm(side);
                covered = std::min(covered, std::clamp(distance + 0.5, 0.0, 1.0));
            }
            auto& pixel = picture.at<cv::Vec3b>(y, x);
            pixel = cv::Vec3b(cv::Vec3d(pixel) * (1 - covered) + paint * covered);
        }
    }
}

void draw_print(cv::Mat& picture, const Quad& quad) {
    for (double y = 0.12; y < 0.88; y += 0.04) {
        for (double x = 0.1; x < 0.85; x += 0.06) {
            cv::line(picture, fixed(inside(quad, x, y)), fixed(inside(quad, x + 0.04, y)), cv::Scalar::all(40), 2,
                     cv::LINE_AA, fraction);
        }
    }
}

Quad turned_rectangle(cv::Point2d centre, double width, double height, double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    const cv::Point2d across = cv::Point2d(std::cos(angle), std::sin(angle)) * (width / 2);
    const cv::Point2d down = cv::Point2d(-std::sin(angle), std::cos(angle)) * (height / 2);
    return {{centre - across - down, centre + across - down, centre + across + down, centre - across + down}};
}

double farthest_corner(const Quad& a, const Quad& b) {
    double least = std::numeric_limits<double>::max();
    for (std::size_t turn = 0; turn < 4; ++turn) {
        double most = 0;
        for (std::size_t i = 0; i < 4; ++i) most = std::max(most, cv::norm(a.corners[i] - b.corners[(i + turn) % 4]));
        least = std::min(least, most);
    }
    return least;
}

}  // namespace baton::scan::testing
