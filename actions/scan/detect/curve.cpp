#include "actions/scan/detect/curve.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan::detection {

namespace {

/// Curvature is doubted unless the sightings insist: what a coefficient costs, per sighting.
constexpr double straightness = 0.001;

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Coefficients of the parabola with the least weighted squares.
cv::Vec3d solve(const std::vector<Sighting>& sightings, const std::vector<double>& weights) {
    cv::Matx33d normal = cv::Matx33d::zeros();
    cv::Vec3d right(0, 0, 0);
    double sum = 0;
    for (std::size_t i = 0; i < sightings.size(); ++i) {
        // Centred, so that the penalty on the quadratic part turns nothing else.
        const double t = sightings[i].position - 0.5;
        const cv::Vec3d basis(1, t, t * t);
        normal += weights[i] * basis * basis.t();
        right += weights[i] * sightings[i].offset * basis;
        sum += weights[i];
    }
    normal(0, 0) += 1e-9;
    normal(1, 1) += 1e-9;
    normal(2, 2) += 1e-9 + straightness * sum;
    const cv::Vec3d c = normal.solve(right, cv::DECOMP_CHOLESKY);
    return {c[0] - 0.5 * c[1] + 0.25 * c[2], c[1] - c[2], c[2]};
}

/// How badly a straight line fits; a sighting far from it costs no more than one a little off.
double misfit(const cv::Vec3d& line, const std::vector<Sighting>& sightings, double width) {
    double sum = 0;
    for (const Sighting& each : sightings) {
        const double off = (each.offset - line[0] - line[1] * each.position) / width;
        sum += each.weight * std::min(1.0, off * off);
    }
    return sum;
}

/// The straight line through two of the sightings that most others agree with.
cv::Vec3d consensus(const std::vector<Sighting>& sightings, double width) {
    constexpr std::size_t tried = 14;
    const std::size_t stride = std::max<std::size_t>(1, sightings.size() / tried);
    cv::Vec3d best(0, 0, 0);
    double least = misfit(best, sightings, width);
    for (std::size_t i = 0; i < sightings.size(); i += stride) {
        for (std::size_t k = i + 2 * stride; k < sightings.size(); k += stride) {
            const double slope =
                (sightings[k].offset - sightings[i].offset) / (sightings[k].position - sightings[i].position);
            const cv::Vec3d line(sightings[i].offset - slope * sightings[i].position, slope, 0);
            const double cost = misfit(line, sightings, width);
            if (cost < least) {
                least = cost;
                best = line;
            }
        }
    }
    return best;
}

cv::Vec3d as_straight(const cv::Vec3d& c) {
    return {c[0] - c[2] / 6, c[1] + c[2], 0};
}

}  // namespace

cv::Point2d Curve::inward() const {
    const cv::Point2d along = to - from;
    const double length = cv::norm(along);
    return length > 0 ? cv::Point2d(-along.y, along.x) * (1 / length) : cv::Point2d();
}

bool fit_curve(Curve& curve, const std::vector<Sighting>& sightings, double scatter) {
    constexpr std::size_t fewest = 8;
    if (sightings.size() < fewest) return false;
    std::vector<double> weights;
    for (const Sighting& each : sightings) weights.push_back(each.weight);
    Curve fitted = curve;
    fitted.across = consensus(sightings, 4 * scatter);
    double agreeing = 0;
    for (int round = 0; round < 8; ++round) {
        std::vector<double> off;
        for (const Sighting& each : sightings) off.push_back(std::abs(each.offset - fitted.offset(each.position)));
        // Tukey's biweight, narrower from round to round.
        const double width = std::max(scatter, 1.5 * median(off)) * (round < 4 ? 4 : 3);
        agreeing = 0;
        for (std::size_t i = 0; i < sightings.size(); ++i) {
            const double part = off[i] / width;
            const double trust = part < 1 ? (1 - part * part) * (1 - part * part) : 0;
            weights[i] = sightings[i].weight * trust;
            agreeing += trust;
        }
        if (agreeing < 0.3 * static_cast<double>(sightings.size())) return false;
        fitted.across = solve(sightings, weights);
        if (round < 2) fitted.across = as_straight(fitted.across);
    }
    // Paper curls, but not like this.
    if (std::abs(fitted.across[2]) > 0.3 * cv::norm(curve.to - curve.from)) return false;
    curve = fitted;
    return true;
}

cv::Point2d meet(const Curve& arriving, const Curve& leaving) {
    const cv::Point2d fallback = (arriving.at(1) + leaving.at(0)) * 0.5;
    double s = 1;
    double t = 0;
    cv::Point2d found = fallback;
    for (int round = 0; round < 6; ++round) {
        const cv::Point2d a = arriving.at(s);
        const cv::Point2d b = leaving.at(t);
        const cv::Point2d da =
            arriving.to - arriving.from + arriving.inward() * (arriving.across[1] + 2 * s * arriving.across[2]);
        const cv::Point2d db =
            leaving.to - leaving.from + leaving.inward() * (leaving.across[1] + 2 * t * leaving.across[2]);
        const double det = da.cross(db);
        if (std::abs(det) < 1e-9) return fallback;
        s += (b - a).cross(db) / det;
        t += (b - a).cross(da) / det;
        if (!(std::abs(s - 1) < 0.3 && std::abs(t) < 0.3)) return fallback;
        found = (arriving.at(s) + leaving.at(t)) * 0.5;
    }
    return found;
}

}  // namespace baton::scan::detection
