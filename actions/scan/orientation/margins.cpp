#include "actions/scan/orientation/margins.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace baton::scan {
namespace {

// In sizes of a letter: how long a line must be, how near its neighbours are, and how exactly they begin alike.
constexpr double shortest = 8;
constexpr double neighbours = 5;
constexpr double exact = 0.8;
// More than fit on a page, and each is compared with all.
constexpr std::size_t most_lines = 2000;

struct Extent {
    int left;
    int right;
    int left_y;
    int right_y;
};

}  // namespace

Margins margins_of(const Letters& letters, const std::vector<Line>& lines) {
    std::vector<Extent> extents;
    for (const Line& line : lines) {
        const cv::Rect& first = letters.boxes[static_cast<std::size_t>(line.front())];
        const cv::Rect& last = letters.boxes[static_cast<std::size_t>(line.back())];
        if (last.x + last.width - first.x > shortest * letters.size) {
            extents.push_back({first.x, last.x + last.width, first.y + first.height / 2, last.y + last.height / 2});
        }
    }
    Margins margins;
    if (extents.size() > most_lines) return margins;
    for (const Extent& line : extents) {
        bool left = false;
        bool right = false;
        for (const Extent& other : extents) {
            if (&other == &line) continue;
            const double reach = neighbours * letters.size;
            left = left || (std::abs(other.left_y - line.left_y) < reach &&
                            std::abs(other.left - line.left) < exact * letters.size);
            right = right || (std::abs(other.right_y - line.right_y) < reach &&
                              std::abs(other.right - line.right) < exact * letters.size);
        }
        margins.left += left && !right ? 1 : 0;
        margins.right += right && !left ? 1 : 0;
    }
    return margins;
}

}  // namespace baton::scan
