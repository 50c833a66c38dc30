#pragma once

#include "actions/signature/svg/flatten.hpp"
#include "actions/signature/svg/path.hpp"

#include <vector>

namespace baton::signature::svg {

/// Marks and gaps in turn, an even number of lengths with a sum above zero, begun at `offset`.
struct DashPattern {
    const std::vector<double>& lengths;
    double offset = 0;
};

/// How long a subpath is, as lines within `flatness`.
double length_of(const Subpath& subpath, const Flatness& flatness, Budget& budget);

/// The marks that a dashed pen leaves of `subpath` (SVG 2, 13.5.6), each an open subpath of lines. Each takes one of
/// the budget.
std::vector<Subpath> dashed(const Subpath& subpath, const DashPattern& pattern, const Flatness& flatness,
                            Budget& budget);

}  // namespace baton::signature::svg
