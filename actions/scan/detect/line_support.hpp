#pragma once

#include "actions/scan/detect/channels.hpp"
#include "actions/scan/detect/lines.hpp"

#include <vector>

namespace baton::scan::detection {

/// How much of a line in the picture has an edge on it, by stretch in constant time. Positions count pixels along
/// `Line::direction()` from the point of the line that is nearest to the origin.
class LineSupport {
public:
    LineSupport(const Channels& channels, const Line& line);

    /// Share 0..1 of the stretch that has an edge of the line's polarity; what lies outside of the picture has none.
    double share(double from, double to) const;

    /// Length of the longest stretch with few gaps, less the gaps in it: what a drawn line has, a row of print has not.
    double solid_length() const;

private:
    int first_ = 0;            ///< position of the first sample
    std::vector<float> sums_;  ///< sum of all samples before each
};

}  // namespace baton::scan::detection
