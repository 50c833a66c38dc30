#pragma once

#include "actions/scan/detect/channels.hpp"
#include "actions/scan/detect/side.hpp"
#include "actions/scan/quad.hpp"

#include <array>

namespace baton::scan::detection {

/// How much of a side goes on beyond one of its ends, each 0..1.
struct Beyond {
    float step = 0;  ///< of a stretch there, with the side's own step
    float edge = 0;  ///< with an edge of any colours in the side's direction
};

/// What speaks for a quad being the outline of a page; each 0..1 where not said otherwise.
// decision 0070
struct Evidence {
    std::array<Side, 4> sides;       ///< from each corner to the next
    std::array<Beyond, 4> arriving;  ///< at each corner: the side that leads there
    std::array<Beyond, 4> leaving;   ///< at each corner: the side that leads away, backwards
    double coverage = 0;             ///< of the sides by steps, the weakest weighing most
    double contrast = 0;             ///< of the steps against the noise
    double steadiness = 0;
    double ends = 0;   ///< how far the sides end at the corners rather than go on
    double paper = 0;  ///< how far the inside is brighter than the outside
    double area = 0;   ///< share of the picture

    /// All in one: the higher, the likelier a page. 0..1, but seldom more than 0.8.
    double score() const;
};

/// `quad` is clockwise, in reduced pixels.
Evidence weigh(const Channels& channels, const Quad& quad);

}  // namespace baton::scan::detection
