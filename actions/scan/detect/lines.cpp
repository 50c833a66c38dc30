#include "actions/scan/detect/lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace baton::scan::detection {

namespace {

constexpr int directions = 360;
/// A point votes for directions this many steps to both sides of its gradient's.
constexpr int spread = 4;
/// Points this far from a line, in pixels, and turned this much against it (cosine) belong to it.
constexpr double reach = 2.0;
constexpr double aligned = 0.96;

struct Direction {
    float x;
    float y;
};

const std::array<Direction, directions>& direction_table() {
    static const auto table = [] {
        std::array<Direction, directions> made{};
        for (int i = 0; i < directions; ++i) {
            const double angle = i * std::numbers::pi / 180;
            made[static_cast<std::size_t>(i)] = {static_cast<float>(std::cos(angle)),
                                                 static_cast<float>(std::sin(angle))};
        }
        return made;
    }();
    return table;
}

/// Votes by direction and distance; directions wrap around.
class Votes {
public:
    explicit Votes(cv::Size size)
        : half_(static_cast<int>(std::ceil(std::hypot(size.width, size.height))) + 2),
          cells_(directions, 2 * half_ + 1, 0.0F) {}

    void add(const EdgePoint& point, float sign) {
        const double angle = std::atan2(point.normal.y, point.normal.x) * 180 / std::numbers::pi;
        const int middle = cvRound(angle);
        for (int step = -spread; step <= spread; ++step) {
            const int row = (middle + step + 2 * directions) % directions;
            const Direction& along = direction_table()[static_cast<std::size_t>(row)];
            const float rho = along.x * point.at.x + along.y * point.at.y + static_cast<float>(half_);
            const int column = static_cast<int>(rho);
            const float part = rho - static_cast<float>(column);
            float* cell = cells_[row] + column;
            cell[0] += sign * point.weight * (1 - part);
            cell[1] += sign * point.weight * part;
            crests_[static_cast<std::size_t>(row)].known = false;
        }
    }

    /// The line with most votes, and how many those are.
    std::pair<Line, float> best() {
        std::size_t top = 0;
        for (std::size_t row = 0; row < crests_.size(); ++row) {
            if (!crests_[row].known) find_crest(row);
            if (crests_[row].votes > crests_[top].votes) top = row;
        }
        const Direction& along = direction_table()[top];
        return {Line{{along.x, along.y}, double{1} * (crests_[top].column - half_)}, crests_[top].votes};
    }

private:
    /// The cell of a direction with most votes.
    struct Crest {
        bool known = false;
        int column = 0;
        float votes = 0;
    };

    void find_crest(std::size_t row) {
        const float* cells = cells_[static_cast<int>(row)];
        const float* most = std::max_element(cells, cells + cells_.cols);
        crests_[row] = {true, static_cast<int>(most - cells), *most};
    }

    int half_;
    cv::Mat1f cells_;
    std::array<Crest, directions> crests_;
};

bool belongs(const EdgePoint& point, const Line& line, double within) {
    return point.normal.x * line.normal.x + point.normal.y * line.normal.y > aligned &&
           std::abs(line.offset(point.at)) < within;
}

/// The line through the points near `line` with the least squared distances; `line` itself if they do not fix one.
Line fit(const std::vector<EdgePoint>& points, const Line& line) {
    double sum = 0;
    cv::Point2d mean;
    for (const EdgePoint& point : points) {
        if (!belongs(point, line, reach)) continue;
        sum += point.weight;
        mean += cv::Point2d(point.at) * point.weight;
    }
    if (sum <= 0) return line;
    mean *= 1 / sum;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const EdgePoint& point : points) {
        if (!belongs(point, line, reach)) continue;
        const cv::Point2d off = cv::Point2d(point.at) - mean;
        xx += point.weight * off.x * off.x;
        xy += point.weight * off.x * off.y;
        yy += point.weight * off.y * off.y;
    }
    const double along = 0.5 * std::atan2(2 * xy, xx - yy);
    cv::Point2d normal(-std::sin(along), std::cos(along));
    if (normal.dot(line.normal) < 0) normal = -normal;
    if (normal.dot(line.normal) < aligned) return line;
    return {normal, normal.dot(mean)};
}

}  // namespace

std::vector<EdgePoint> find_edge_points(const Channels& channels) {
    constexpr float weakest = 1.0F;
    constexpr float enough = 2.0F;
    const cv::Mat1f& strength = channels.strength;
    std::vector<EdgePoint> points;
    for (int y = 2; y + 2 < strength.rows; ++y) {
        for (int x = 2; x + 2 < strength.cols; ++x) {
            const float here = strength(y, x);
            if (here < weakest) continue;
            const cv::Vec2f gradient = channels.gradient(y, x);
            const float length = std::hypot(gradient[0], gradient[1]);
            const cv::Point2f normal(gradient[0] / length, gradient[1] / length);
            // Neighbours along the axis that is nearer to the gradient.
            const bool across = std::abs(normal.x) > std::abs(normal.y);
            const cv::Vec2f before = across ? channels.gradient(y, x - 1) : channels.gradient(y - 1, x);
            const cv::Vec2f after = across ? channels.gradient(y, x + 1) : channels.gradient(y + 1, x);
            const float low = before[0] * normal.x + before[1] * normal.y;
            const float high = after[0] * normal.x + after[1] * normal.y;
            if (low >= length || high > length) continue;
            const float shift = 0.5F * (high - low) / (2 * length - low - high);
            points.push_back(
                {{static_cast<float>(x) + (across ? shift : 0), static_cast<float>(y) + (across ? 0 : shift)},
                 normal,
                 std::min(here / enough, 1.0F)});
        }
    }
    return points;
}

std::vector<Line> find_lines(std::vector<EdgePoint> points, cv::Size size, std::size_t limit) {
    Votes votes(size);
    for (const EdgePoint& point : points) votes.add(point, 1);
    // Shorter than this no side of a page is.
    const float fewest = 0.04F * static_cast<float>(std::max(size.width, size.height));
    std::vector<Line> lines;
    while (lines.size() < limit) {
        const auto [coarse, count] = votes.best();
        if (count < fewest) break;
        const Line line = fit(points, fit(points, coarse));
        lines.push_back(line);
        const auto rest = std::partition(points.begin(), points.end(), [&](const EdgePoint& point) {
            return !belongs(point, line, reach) && !belongs(point, coarse, reach);
        });
        if (rest == points.end()) break;
        std::for_each(rest, points.end(), [&](const EdgePoint& point) { votes.add(point, -1); });
        points.erase(rest, points.end());
    }
    return lines;
}

}  // namespace baton::scan::detection
