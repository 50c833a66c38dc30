#pragma once

#include "actions/scan/orientation/letters.hpp"

#include <vector>

namespace baton::scan {

/// How many letters say that the lines of text run across the page, and down the page: the nearest letter is the next
/// one of the same word.
struct Run {
    int across = 0;
    int down = 0;
};
Run run_of(const Letters& letters);

/// Letters that follow each other from left to right at one height, in that order: a line of text or a part of it.
using Line = std::vector<int>;

/// The lines of a page whose text runs across it, either way up.
std::vector<Line> lines_of(const Letters& letters);

/// A long line in parts, so that a bent one is nearly straight in each.
std::vector<Line> parts_of(const Line& line, const Letters& letters);

}  // namespace baton::scan
