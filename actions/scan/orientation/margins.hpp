#pragma once

#include "actions/scan/orientation/letters.hpp"
#include "actions/scan/orientation/lines.hpp"

#include <vector>

namespace baton::scan {

/// How many lines begin, on the left, where one of their neighbours does but end somewhere else, and the other way
/// round.
struct Margins {
    int left = 0;
    int right = 0;
};
Margins margins_of(const Letters& letters, const std::vector<Line>& lines);

}  // namespace baton::scan
