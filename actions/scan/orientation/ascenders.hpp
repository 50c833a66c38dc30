#pragma once

#include "letters.hpp"
#include "lines.hpp"

#include <optional>

namespace baton::scan {

/// How often letters of a line of text reach above and below the band that most of them fill, between the baseline and
/// the height of an x. Text in Latin letters, the right way up, reaches above it three times as often as below.
struct Reaching {
    int above = 0;
    int below = 0;
    int dots_up = 0;
    int dots_down = 0;
    int points_up = 0;
    int points_down = 0;
    double length = 0;  ///< of the line's ink, in heights of the band: about the number of its letters
};

/// Nothing of what has no such band: too short, drawn, a pattern.
std::optional<Reaching> reaching_of(const Letters& letters, const Line& line);

}  // namespace baton::scan
