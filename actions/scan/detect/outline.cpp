#include "actions/scan/detect/outline.hpp"

#include "actions/scan/detect/candidates.hpp"
#include "actions/scan/detect/channels.hpp"
#include "actions/scan/detect/lines.hpp"
#include "actions/scan/detect/refine.hpp"
#include "actions/scan/detect/score.hpp"

#include <algorithm>
#include <vector>

namespace baton::scan::detection {

namespace {

constexpr int fine_side = 640;
constexpr int coarse_side = 320;
constexpr std::size_t fine_lines = 120;
constexpr std::size_t coarse_lines = 100;
constexpr std::size_t fine_candidates = 100;
constexpr std::size_t coarse_candidates = 60;
/// How many of the best candidates are followed to their edges before the choice among them.
constexpr std::size_t traced = 6;
/// Following may straighten out what a candidate was seen by; if it costs more than this share, it went astray.
constexpr double astray = 0.85;

struct Scored {
    Quad quad;  ///< in fine pixels
    double score = 0;
};

struct Scales {
    Channels fine;
    Channels coarse;

    double score(const Quad& quad) const {
        const Quad small = rescaled(quad, fine.size(), coarse.size());
        return 0.5 * (weigh(fine, quad).score() + weigh(coarse, small).score());
    }
};

std::vector<Candidate> candidates_of(const Channels& channels, std::size_t lines, std::size_t limit) {
    return combine_lines(find_lines(find_edge_points(channels), channels.size(), lines), channels, limit);
}

std::vector<Scored> score_candidates(const Scales& scales) {
    std::vector<Scored> scored;
    for (const Candidate& each : candidates_of(scales.fine, fine_lines, fine_candidates)) {
        scored.push_back({each.quad, scales.score(each.quad)});
    }
    for (const Candidate& each : candidates_of(scales.coarse, coarse_lines, coarse_candidates)) {
        const Quad quad = rescaled(each.quad, scales.coarse.size(), scales.fine.size());
        scored.push_back({quad, scales.score(quad)});
    }
    std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    return scored;
}

}  // namespace

Quad rescaled(const Quad& quad, cv::Size from, cv::Size to) {
    Quad out;
    for (std::size_t i = 0; i < 4; ++i) {
        out.corners[i].x = (quad.corners[i].x + 0.5) * to.width / from.width - 0.5;
        out.corners[i].y = (quad.corners[i].y + 0.5) * to.height / from.height - 0.5;
    }
    return out;
}

std::optional<Outline> find_outline(const cv::Mat& picture) {
    const cv::Mat reduced = reduce(picture, fine_side);
    const Scales scales{make_channels(reduced), make_channels(reduce(reduced, coarse_side))};
    const cv::Size size = scales.fine.size();
    std::vector<Scored> scored = score_candidates(scales);
    scored.resize(std::min(scored.size(), traced));
    const Scored* best = nullptr;
    for (Scored& each : scored) {
        const Quad quad = trace_sides(scales.fine, each.quad);
        if (is_plausible(quad, size)) {
            const double score = scales.score(quad);
            if (score > astray * each.score) each = {quad, std::max(score, each.score)};
        }
        if (best == nullptr || each.score > best->score) best = &each;
    }
    if (best == nullptr) return std::nullopt;
    constexpr double precision = 1.5;
    return Outline{rescaled(best->quad, size, picture.size()), best->score, precision * picture.cols / size.width};
}

}  // namespace baton::scan::detection
