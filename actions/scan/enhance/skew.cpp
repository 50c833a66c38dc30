#include "actions/scan/enhance/skew.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace baton::scan {
namespace {

constexpr double most_degrees = 3;
constexpr double coarse_step = 0.2;
constexpr double fine_step = 0.02;
// Ink is that much darker than what is around it within this distance.
constexpr double contrast = 18;
constexpr double around = 0.25;  // inches
// Fewer points say nothing about lines, more say nothing new.
constexpr std::size_t least_points = 400;
constexpr std::size_t enough_points = 30'000;
// How far the best direction must stand out from the middling one.
constexpr double prominence = 1.5;

std::vector<cv::Point2f> ink_points(const cv::Mat1b& coarse, double dpi) {
    const int size = std::max(5, static_cast<int>(std::lround(dpi * around)) | 1);
    cv::Mat mean;
    cv::blur(coarse, mean, {size, size}, {-1, -1}, cv::BORDER_REPLICATE);
    const cv::Mat1b ink = (mean - coarse) > contrast;
    std::vector<cv::Point2f> points;
    // The page's own edge and what of the desk shows beyond it would be the strongest line of all.
    const int margin = std::max(2, coarse.cols / 40);
    for (int y = margin; y < ink.rows - margin; ++y) {
        for (int x = margin; x < ink.cols - margin; ++x) {
            if (ink(y, x) != 0) points.emplace_back(static_cast<float>(x), static_cast<float>(y));
        }
    }
    if (points.size() > enough_points) {
        const std::size_t step = points.size() / enough_points + 1;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < points.size(); i += step) points[kept++] = points[i];
        points.resize(kept);
    }
    return points;
}

// Sum of squared counts along lines of that direction: the same points in fewer, fuller rows give more.
double rows_stand_out(const std::vector<cv::Point2f>& points, double degrees, std::vector<float>& rows) {
    std::ranges::fill(rows, 0.0F);
    const auto slope = static_cast<float>(std::tan(degrees * std::numbers::pi / 180));
    const auto offset = static_cast<float>(rows.size()) / 4;
    for (const cv::Point2f& point : points) {
        const float at = std::max(0.0F, point.y - point.x * slope + offset);
        const auto row = std::min(static_cast<std::size_t>(at), rows.size() - 2);
        const float share = at - static_cast<float>(row);
        rows[row] += 1 - share;
        rows[row + 1] += share;
    }
    double sum = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        sum += static_cast<double>(rows[i] - rows[i - 1]) * (rows[i] - rows[i - 1]);
    }
    return sum;
}

}  // namespace

double skew_of(const cv::Mat1b& coarse, double dpi) {
    const auto points = ink_points(coarse, dpi);
    if (points.size() < least_points) return 0;
    std::vector<float> rows(static_cast<std::size_t>(coarse.rows + coarse.cols) * 2);
    std::vector<double> scores;
    double best = 0;
    double best_score = -1;
    const auto look = [&](double degrees) {
        const double score = rows_stand_out(points, degrees, rows);
        if (score > best_score) {
            best_score = score;
            best = degrees;
        }
        return score;
    };
    for (double degrees = -most_degrees; degrees <= most_degrees; degrees += coarse_step) {
        scores.push_back(look(degrees));
    }
    std::ranges::nth_element(scores, scores.begin() + static_cast<std::ptrdiff_t>(scores.size() / 2));
    if (best_score < prominence * scores[scores.size() / 2] || std::abs(best) > most_degrees - coarse_step) return 0;
    const double middle = best;
    for (double degrees = middle - coarse_step; degrees <= middle + coarse_step; degrees += fine_step) look(degrees);
    return best;
}

}  // namespace baton::scan
