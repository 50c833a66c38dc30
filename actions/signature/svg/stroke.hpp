#pragma once

#include "actions/signature/svg/path.hpp"

#include <cstdint>
#include <vector>

namespace baton::signature::svg {

enum class Cap : std::uint8_t { butt, round, square };
enum class Join : std::uint8_t { miter, round, bevel };

/// What a stroke is drawn with, in the units of its path.
struct Pen {
    double width = 1;
    Cap cap = Cap::butt;
    Join join = Join::miter;
    double miter_limit = 4;
};

/// The outline of `subpath` drawn with `pen`: contours whose winding numbers are nowhere negative, so that outlines may
/// be filled together by the non-zero rule, whatever they do to each other. Off by at most about `tolerance`, which
/// must be positive. Each piece of the outline takes one of the budget; what comes when it is exhausted is not whole.
///
/// Each line of the flattened path is a rectangle, and each bend a wedge, all of the same orientation; the outline is
/// their sum, from which runs that would lie inside are left out where that is certain.
// decision 0056
std::vector<Contour> stroke_outline(const Subpath& subpath, const Pen& pen, double tolerance, Budget& budget);

}  // namespace baton::signature::svg
