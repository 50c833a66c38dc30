#include "actions/scan/detect/detect.hpp"

#include "actions/scan/detect/candidates.hpp"
#include "actions/scan/detect/channels.hpp"
#include "actions/scan/detect/lines.hpp"
#include "actions/scan/detect/refine.hpp"
#include "actions/scan/detect/score.hpp"
#include "actions/scan/rectify/aspect.hpp"

#include <algorithm>
#include <vector>

namespace baton::scan {

namespace {

using namespace detection;

constexpr int reduced_side = 640;
constexpr std::size_t most_lines = 60;
constexpr std::size_t most_candidates = 120;
constexpr int smallest_picture = 32;
/// How many of the best candidates are followed to their edges before the choice among them.
constexpr std::size_t traced = 6;

struct Scored {
    Quad quad;
    double score = 0;
};

/// The likeliest outline, in reduced pixels.
std::optional<Scored> best_outline(const Channels& channels) {
    const std::vector<Line> lines = find_lines(find_edge_points(channels), channels.size(), most_lines);
    std::vector<Scored> scored;
    for (const Candidate& each : combine_lines(lines, channels, most_candidates)) {
        scored.push_back({each.quad, weigh(channels, each.quad).score()});
    }
    const auto better = [](const Scored& a, const Scored& b) { return a.score > b.score; };
    std::sort(scored.begin(), scored.end(), better);
    scored.resize(std::min(scored.size(), traced));
    for (Scored& each : scored) {
        const Quad quad = trace_sides(channels, each.quad);
        if (!is_plausible(quad, channels.size())) continue;
        const double score = weigh(channels, quad).score();
        if (score < 0.85 * each.score) continue;
        each = {quad, std::max(score, each.score)};
    }
    const auto best = std::max_element(scored.begin(), scored.end(),
                                       [](const Scored& a, const Scored& b) { return a.score < b.score; });
    if (best == scored.end()) return std::nullopt;
    return *best;
}

/// Pixel centres are at integers at both sizes.
Quad rescaled(const Quad& quad, cv::Size from, cv::Size to) {
    Quad out;
    for (std::size_t i = 0; i < 4; ++i) {
        out.corners[i].x = (quad.corners[i].x + 0.5) * to.width / from.width - 0.5;
        out.corners[i].y = (quad.corners[i].y + 0.5) * to.height / from.height - 0.5;
    }
    return out;
}

/// Turns the corners so that the one nearest to the top left comes first.
Quad from_top_left(Quad quad) {
    const auto first = std::min_element(quad.corners.begin(), quad.corners.end(),
                                        [](cv::Point2d a, cv::Point2d b) { return a.x + a.y < b.x + b.y; });
    std::rotate(quad.corners.begin(), first, quad.corners.end());
    return quad;
}

}  // namespace

std::optional<Detection> detect(const cv::Mat& picture, const DetectOptions& options) {
    if (picture.cols < smallest_picture || picture.rows < smallest_picture) return std::nullopt;
    const Channels channels = make_channels(picture, reduced_side);
    const auto outline = best_outline(channels);
    if (!outline || outline->score < options.least_confidence) return std::nullopt;
    const Quad coarse = rescaled(outline->quad, channels.size(), picture.size());
    Quad quad = refine_sides(picture, coarse, 1.5 / channels.scale);
    if (!is_plausible(quad, picture.size())) quad = coarse;
    quad = from_top_left(quad);
    return Detection{quad, outline->score, snap_aspect(estimate_aspect(quad, picture.size(), options.focal))};
}

}  // namespace baton::scan
