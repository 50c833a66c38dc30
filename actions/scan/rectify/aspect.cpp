#include "actions/scan/rectify/aspect.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace baton::scan {

namespace {

/// What a phone's main camera has (about 26 mm equivalent), as a share of the picture's diagonal, and how much that
/// varies between phones, lenses and croppings.
constexpr double usual_focal = 0.62;
constexpr double usual_spread = 0.25;
constexpr double exif_spread = 0.03;
/// Corners are found to about this share of the picture's diagonal.
constexpr double corner_deviation = 0.0007;

/// The directions of the sheet's width and height in homogeneous picture coordinates, scaled so that their lengths in
/// space are those of the sides (n2 and n3 of the report).
struct Sides {
    cv::Vec3d width;
    cv::Vec3d height;
};

std::optional<Sides> sides_of(const std::array<cv::Point2d, 4>& corners) {
    const auto lift = [](cv::Point2d p) { return cv::Vec3d(p.x, p.y, 1); };
    const cv::Vec3d m1 = lift(corners[0]);
    const cv::Vec3d m2 = lift(corners[1]);
    const cv::Vec3d m3 = lift(corners[3]);
    const cv::Vec3d m4 = lift(corners[2]);
    const double below2 = m2.cross(m4).dot(m3);
    const double below3 = m3.cross(m4).dot(m2);
    if (std::abs(below2) < 1e-9 || std::abs(below3) < 1e-9) return std::nullopt;
    const double k2 = m1.cross(m4).dot(m3) / below2;
    const double k3 = m1.cross(m4).dot(m2) / below3;
    return Sides{k2 * m2 - m1, k3 * m3 - m1};
}

double square_at(const cv::Vec3d& n, double focal) {
    return n[0] * n[0] + n[1] * n[1] + focal * focal * n[2] * n[2];
}

/// log(height / width) for a focal length; both in the unit of the corners.
double log_ratio(const Sides& sides, double focal) {
    return 0.5 * std::log(square_at(sides.height, focal) / square_at(sides.width, focal));
}

/// log of the focal length at which the sheet's sides are at right angles; nothing if there is none.
std::optional<double> log_focal(const Sides& sides) {
    const double depth = sides.width[2] * sides.height[2];
    const double flat = sides.width[0] * sides.height[0] + sides.width[1] * sides.height[1];
    const double square = depth == 0 ? -1 : -flat / depth;
    if (!(square > 1e-4 && square < 1e4)) return std::nullopt;
    return 0.5 * std::log(square);
}

using Corners = std::array<cv::Point2d, 4>;

/// Calls `measure` for corners moved by their uncertainty one coordinate at a time, and adds up the variance of what it
/// answers.
template <typename Measure>
double variance_of(const Corners& corners, double at, Measure measure) {
    double sum = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        Corners moved = corners;
        (i % 2 == 0 ? moved[i / 2].x : moved[i / 2].y) += corner_deviation;
        const std::optional<double> value = measure(moved);
        if (!value) return HUGE_VAL;
        sum += (*value - at) * (*value - at);
    }
    return sum;
}

Aspect ratio_of_sides(const Quad& quad) {
    const auto& c = quad.corners;
    const double width = cv::norm(c[1] - c[0]) + cv::norm(c[2] - c[3]);
    const double height = cv::norm(c[3] - c[0]) + cv::norm(c[2] - c[1]);
    if (!(width > 0 && height > 0) || !std::isfinite(height / width)) return {1, 1};
    return {height / width, 1};
}

}  // namespace

Aspect estimate_aspect(const Quad& quad, cv::Size picture, std::optional<double> focal) {
    const double diagonal = std::hypot(picture.width, picture.height);
    const cv::Point2d centre((picture.width - 1) / 2.0, (picture.height - 1) / 2.0);
    Corners corners;
    for (std::size_t i = 0; i < 4; ++i) corners[i] = (quad.corners[i] - centre) / diagonal;
    const std::optional<Sides> sides = diagonal > 0 ? sides_of(corners) : std::nullopt;
    if (!sides) return ratio_of_sides(quad);

    // The two sources of the focal length, weighted by their variances.
    double mean = std::log(focal && *focal > 0 ? *focal / diagonal : usual_focal);
    double variance = std::pow(focal && *focal > 0 ? exif_spread : usual_spread, 2);
    if (const std::optional<double> own = log_focal(*sides)) {
        const double noise = variance_of(corners, *own, [](const Corners& moved) -> std::optional<double> {
            const auto other = sides_of(moved);
            return other ? log_focal(*other) : std::nullopt;
        });
        if (std::isfinite(noise)) {
            mean = (mean * noise + *own * variance) / (noise + variance);
            variance = noise * variance / (noise + variance);
        }
    }
    const double ratio = log_ratio(*sides, std::exp(mean));
    const double by_focal = log_ratio(*sides, std::exp(mean + std::sqrt(variance))) - ratio;
    const double by_corners = variance_of(corners, ratio, [&](const Corners& moved) -> std::optional<double> {
        const auto other = sides_of(moved);
        return other ? std::optional(log_ratio(*other, std::exp(mean))) : std::nullopt;
    });
    if (!std::isfinite(ratio) || !std::isfinite(by_corners)) return ratio_of_sides(quad);
    return {std::exp(ratio), std::sqrt(by_focal * by_focal + by_corners)};
}

double snap_aspect(const Aspect& aspect) {
    constexpr std::array usual = {std::numbers::sqrt2, 11 / 8.5, 14 / 8.5, 85.60 / 53.98};
    constexpr double farthest = 0.03;
    // Below this even exact corners differ: paper is cut, and lies, no better.
    constexpr double nearest = 0.008;
    const double tolerance = std::clamp(2.5 * aspect.deviation, nearest, farthest);
    double best = aspect.ratio;
    double distance = tolerance;
    for (const double portrait : usual) {
        for (const double ratio : {portrait, 1 / portrait}) {
            const double off = std::abs(aspect.ratio / ratio - 1);
            if (off > distance) continue;
            distance = off;
            best = ratio;
        }
    }
    return best;
}

}  // namespace baton::scan
