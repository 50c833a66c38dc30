#include "actions/scan/detect/line_support.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace baton::scan::detection {

namespace {

/// Paper is not quite straight: an edge counts this far from the line, in pixels.
constexpr int bend = 2;

struct Range {
    double from = -std::numeric_limits<double>::max();
    double to = std::numeric_limits<double>::max();
};

/// Limits the range to where start + t * step is within 0..last.
void limit(Range& range, double start, double step, double last) {
    if (std::abs(step) < 1e-9) {
        if (start < 0 || start > last) range.to = range.from;
        return;
    }
    const double a = -start / step;
    const double b = (last - start) / step;
    range.from = std::max(range.from, std::min(a, b));
    range.to = std::min(range.to, std::max(a, b));
}

float edge_at(const Channels& channels, cv::Point2d at, cv::Point2d normal) {
    float most = 0;
    for (int step = -bend; step <= bend; ++step) {
        const int x = cvRound(at.x + step * normal.x);
        const int y = cvRound(at.y + step * normal.y);
        if (x < 0 || y < 0 || x >= channels.strength.cols || y >= channels.strength.rows) continue;
        const cv::Vec2f gradient = channels.gradient(y, x);
        const double along = gradient[0] * normal.x + gradient[1] * normal.y;
        // Within about 25 degrees of the normal.
        if (along <= 0 || along * along < 0.82 * (gradient[0] * gradient[0] + gradient[1] * gradient[1])) continue;
        most = std::max(most, channels.strength(y, x));
    }
    constexpr float weakest = 0.8F;
    constexpr float enough = 1.6F;
    return std::clamp((most - weakest) / (enough - weakest), 0.0F, 1.0F);
}

}  // namespace

LineSupport::LineSupport(const Channels& channels, const Line& line) {
    const cv::Point2d start = line.normal * line.distance;
    const cv::Point2d step = line.direction();
    Range range;
    limit(range, start.x, step.x, channels.size().width - 1);
    limit(range, start.y, step.y, channels.size().height - 1);
    sums_.push_back(0);
    if (!(range.to > range.from)) return;
    first_ = static_cast<int>(std::ceil(range.from));
    const int last = static_cast<int>(std::floor(range.to));
    for (int t = first_; t <= last; ++t) {
        sums_.push_back(sums_.back() + edge_at(channels, start + t * step, line.normal));
    }
}

double LineSupport::share(double from, double to) const {
    if (!(to - from >= 1)) return 0;
    const auto sum = [this](double at) {
        const double index = std::clamp(at - first_, 0.0, static_cast<double>(sums_.size() - 1));
        return double{sums_[static_cast<std::size_t>(index)]};
    };
    return std::min(1.0, (sum(to) - sum(from)) / (to - from));
}

double LineSupport::solid_length() const {
    // The stretch with the largest sum of what each sample has beyond `gap`.
    constexpr float gap = 0.55F;
    float most = 0;
    float here = 0;
    for (std::size_t i = 1; i < sums_.size(); ++i) {
        here = std::max(0.0F, here + sums_[i] - sums_[i - 1] - gap);
        most = std::max(most, here);
    }
    return double{most};
}

}  // namespace baton::scan::detection
