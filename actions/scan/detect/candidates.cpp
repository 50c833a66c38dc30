#include "actions/scan/detect/candidates.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace baton::scan::detection {

namespace {

/// Share of the picture that a page takes at least.
constexpr double smallest_area = 0.02;
/// Corners may lie this far outside of the picture, as a share of its longer side.
constexpr double overhang = 0.02;
/// Two lines whose normals are closer than this (cosine) are taken for opposite sides; farther than the other, for
/// neighbours.
constexpr double opposite = 0.80;
constexpr double neighbour = 0.75;
/// Of one side this share has to be covered by edges at least, and of all of them together.
constexpr double weakest_side = 0.15;
constexpr double weakest_quad = 0.35;

/// How many lines are combined.
constexpr std::size_t most_lines = 60;

std::optional<cv::Point2d> intersection(const Line& a, const Line& b) {
    const double det = a.normal.x * b.normal.y - a.normal.y * b.normal.x;
    if (std::abs(det) < 1e-6) return std::nullopt;
    return cv::Point2d((a.distance * b.normal.y - b.distance * a.normal.y) / det,
                       (b.distance * a.normal.x - a.distance * b.normal.x) / det);
}

bool inside(cv::Point2d point, cv::Size size) {
    const double margin = overhang * std::max(size.width, size.height);
    return point.x >= -margin && point.y >= -margin && point.x <= size.width - 1 + margin &&
           point.y <= size.height - 1 + margin;
}

/// Lines and what is known of each pair of them.
struct Lines {
    std::vector<Line> lines;
    std::vector<LineSupport> supports;

    double share(std::size_t line, cv::Point2d from, cv::Point2d to) const {
        const cv::Point2d along = lines[line].direction();
        const double a = along.dot(from);
        const double b = along.dot(to);
        return supports[line].share(std::min(a, b), std::max(a, b));
    }

    /// How much both lines go on beyond corner i, where the first one arrives and the other one leaves.
    double crossing(std::size_t first, std::size_t second, const std::array<cv::Point2d, 4>& c, std::size_t i) const {
        constexpr double beyond = 0.15;
        const cv::Point2d past_first = c[i] + (c[i] - c[(i + 3) % 4]) * beyond;
        const cv::Point2d past_second = c[i] + (c[i] - c[(i + 1) % 4]) * beyond;
        return share(first, c[i], past_first) * share(second, c[i], past_second);
    }
};

/// The lines that quads are made of.
Lines most_solid(const std::vector<Line>& lines, const Channels& channels) {
    std::vector<LineSupport> supports;
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        supports.emplace_back(channels, lines[i]);
        order.emplace_back(-supports[i].solid_length(), i);
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min(order.size(), most_lines));
    Lines kept;
    for (const auto& [length, i] : order) {
        kept.lines.push_back(lines[i]);
        kept.supports.push_back(std::move(supports[i]));
    }
    return kept;
}

using Pair = std::pair<std::size_t, std::size_t>;

/// Pairs of lines that may be opposite sides.
std::vector<Pair> opposite_pairs(const std::vector<Line>& lines, cv::Size size) {
    const double nearest = 0.05 * std::max(size.width, size.height);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t k = i + 1; k < lines.size(); ++k) {
            const double cosine = lines[i].normal.dot(lines[k].normal);
            if (std::abs(cosine) < opposite) continue;
            const double gap = std::abs(lines[i].distance - (cosine > 0 ? 1 : -1) * lines[k].distance);
            // Lines that cross inside of the picture are told apart later, by the quad's shape.
            if (gap < nearest && std::abs(cosine) > 0.999) continue;
            pairs.emplace_back(i, k);
        }
    }
    return pairs;
}

Quad clockwise(std::array<cv::Point2d, 4> corners) {
    double area = 0;
    for (std::size_t i = 0; i < 4; ++i) area += corners[i].cross(corners[(i + 1) % 4]);
    if (area < 0) std::swap(corners[1], corners[3]);
    return {corners};
}

std::optional<Candidate> combine(const Lines& all, Pair a, Pair b, cv::Size size) {
    // In the order around the quad.
    const std::array sides = {a.first, b.first, a.second, b.second};
    Candidate candidate;
    auto& corners = candidate.quad.corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const Line& one = all.lines[sides[i]];
        const Line& other = all.lines[sides[(i + 1) % 4]];
        if (std::abs(one.normal.dot(other.normal)) > neighbour) return std::nullopt;
        const auto corner = intersection(one, other);
        if (!corner || !inside(*corner, size)) return std::nullopt;
        corners[i] = *corner;
    }
    double product = 1;
    for (std::size_t i = 0; i < 4; ++i) {
        const double share = all.share(sides[(i + 1) % 4], corners[i], corners[(i + 1) % 4]);
        if (share < weakest_side) return std::nullopt;
        product *= share;
    }
    for (std::size_t i = 0; i < 4; ++i) product *= 1 - all.crossing(sides[i], sides[(i + 1) % 4], corners, i);
    candidate.support = std::pow(product, 0.25);
    if (candidate.support < weakest_quad) return std::nullopt;
    candidate.quad = clockwise(corners);
    if (!is_plausible(candidate.quad, size)) return std::nullopt;
    return candidate;
}

double farthest_corner(const Quad& a, const Quad& b) {
    double least = HUGE_VAL;
    for (std::size_t turn = 0; turn < 4; ++turn) {
        double most = 0;
        for (std::size_t i = 0; i < 4; ++i) most = std::max(most, cv::norm(a.corners[i] - b.corners[(i + turn) % 4]));
        least = std::min(least, most);
    }
    return least;
}

}  // namespace

bool is_plausible(const Quad& quad, cv::Size size) {
    const auto& c = quad.corners;
    double area = 0;
    double longest = 0;
    double shortest = HUGE_VAL;
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d in = c[(i + 1) % 4] - c[i];
        const cv::Point2d out = c[(i + 2) % 4] - c[(i + 1) % 4];
        const double lengths = cv::norm(in) * cv::norm(out);
        // No corner is sharper than about 40 degrees or flatter than 140.
        if (!(in.cross(out) > 0.64 * lengths)) return false;
        area += 0.5 * c[i].cross(c[(i + 1) % 4]);
        longest = std::max(longest, cv::norm(in));
        shortest = std::min(shortest, cv::norm(in));
    }
    if (area < smallest_area * size.area() || longest > 12 * shortest) return false;
    // Perspective: opposite sides of a rectangle differ, but not without limit.
    for (std::size_t i = 0; i < 2; ++i) {
        const double one = cv::norm(c[i + 1] - c[i]);
        const double other = cv::norm(c[(i + 3) % 4] - c[i + 2]);
        if (std::max(one, other) > 2.2 * std::min(one, other)) return false;
    }
    return true;
}

std::vector<Candidate> combine_lines(const std::vector<Line>& lines, const Channels& channels, std::size_t limit) {
    const Lines all = most_solid(lines, channels);
    const std::vector<Pair> pairs = opposite_pairs(all.lines, channels.size());
    std::vector<Candidate> found;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        for (std::size_t k = i + 1; k < pairs.size(); ++k) {
            if (std::abs(all.lines[pairs[i].first].normal.dot(all.lines[pairs[k].first].normal)) > neighbour) continue;
            if (auto candidate = combine(all, pairs[i], pairs[k], channels.size())) found.push_back(*candidate);
        }
    }
    const auto better = [](const Candidate& a, const Candidate& b) { return a.support > b.support; };
    const std::size_t enough = std::min(found.size(), 8 * limit);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(enough), found.end(), better);
    found.resize(enough);
    const double near = 0.012 * std::max(channels.size().width, channels.size().height);
    std::vector<Candidate> kept;
    for (const Candidate& each : found) {
        if (kept.size() == limit) break;
        const bool copy = std::any_of(kept.begin(), kept.end(), [&](const Candidate& other) {
            return farthest_corner(each.quad, other.quad) < near;
        });
        if (!copy) kept.push_back(each);
    }
    return kept;
}

}  // namespace baton::scan::detection
