#pragma once

#include "actions/scan/orientation/letters.hpp"
#include "actions/scan/orientation/lines.hpp"

#include <optional>

namespace baton::scan {

/// What reaches beyond the band that most letters of a line fill, between the baseline and the height of an x; and the
/// small marks around it. Latin text the right way up has about four letters above it for one below.
struct Reaching {
    int above = 0;
    int below = 0;
    int marks_up = 0;    ///< dots over letters, points and commas at the foot of the band: as in upright text
    int marks_down = 0;  ///< the same, upside down
    double length = 0;   ///< of the line's ink, in heights of the band: about the number of its letters

    Reaching& operator+=(const Reaching& other);
};

/// Nothing of what has no such band: too short or too small, drawn, a pattern.
std::optional<Reaching> reaching_of(const Letters& letters, const Line& line);

}  // namespace baton::scan
