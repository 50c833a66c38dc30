#include "actions/scan/orientation/lines.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <optional>

namespace baton::scan {
namespace {

// Distances, in sizes of a letter: between letters, and over the gap between words.
constexpr double next_letter = 2;
constexpr double next_word = 3;
// The sides of letters of one line differ by less than this factor.
constexpr int alike = 3;
// One distance is the smaller one if it is below this share of the other.
constexpr double clearly = 0.7;
// Parts of lines, in sizes of a letter.
constexpr double longest_part = 40;

struct Neighbour {
    int letter;
    int gap;
};

// The first letter from the edge of a box onwards, on three ways: at quarter, half, and three quarters of its side.
// A rule or a picture ends the search; specks do not.
std::optional<Neighbour> nearest(const Letters& letters, int from, bool down, int reach) {
    const cv::Rect& box = letters.boxes[static_cast<std::size_t>(from)];
    std::optional<Neighbour> found;
    for (int quarter = 1; quarter <= 3; ++quarter) {
        int x = down ? box.x + box.width * quarter / 4 : box.x + box.width;
        int y = down ? box.y + box.height : box.y + box.height * quarter / 4;
        for (int gap = 0; gap < reach && x < letters.pieces.cols && y < letters.pieces.rows; ++gap) {
            if (const int piece = letters.pieces(y, x); piece != 0) {
                const int letter = letters.letter[static_cast<std::size_t>(piece)];
                if (letter >= 0 && letter != from && (!found || gap < found->gap)) found = Neighbour{letter, gap};
                if (letter != from) break;
            }
            (down ? y : x) += 1;
        }
    }
    return found;
}

bool alike_sides(int a, int b) {
    return a < alike * b && b < alike * a;
}

}  // namespace

Run run_of(const Letters& letters) {
    Run run;
    for (int i = 0; i < static_cast<int>(letters.boxes.size()); ++i) {
        const cv::Rect& box = letters.boxes[static_cast<std::size_t>(i)];
        const int reach =
            static_cast<int>(next_letter * std::max<double>(letters.size, std::min(box.width, box.height)));
        const auto gap_to = [&](bool down) {
            const auto found = nearest(letters, i, down, reach);
            if (!found) return reach;
            const cv::Rect& other = letters.boxes[static_cast<std::size_t>(found->letter)];
            return (down ? alike_sides(box.width, other.width) : alike_sides(box.height, other.height)) ? found->gap
                                                                                                        : reach;
        };
        const int right = gap_to(false);
        const int below = gap_to(true);
        run.across += right < clearly * below ? 1 : 0;
        run.down += below < clearly * right ? 1 : 0;
    }
    return run;
}

std::vector<Line> lines_of(const Letters& letters) {
    const std::size_t count = letters.boxes.size();
    std::vector<int> next(count, -1);
    std::vector<bool> follows(count, false);
    for (int i = 0; i < static_cast<int>(count); ++i) {
        const cv::Rect& box = letters.boxes[static_cast<std::size_t>(i)];
        const int reach = static_cast<int>(next_word * std::max<double>(letters.size, std::min(box.width, box.height)));
        const auto found = nearest(letters, i, false, reach);
        if (!found || !alike_sides(box.height, letters.boxes[static_cast<std::size_t>(found->letter)].height)) continue;
        const auto to = static_cast<std::size_t>(found->letter);
        if (!follows[to]) {
            next[static_cast<std::size_t>(i)] = found->letter;
            follows[to] = true;
        }
    }
    std::vector<Line> lines;
    for (std::size_t first = 0; first < count; ++first) {
        if (follows[first]) continue;
        Line line;
        for (int i = static_cast<int>(first); i >= 0; i = next[static_cast<std::size_t>(i)]) line.push_back(i);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Line> parts_of(const Line& line, const Letters& letters) {
    std::vector<Line> parts(1);
    int start = letters.boxes[static_cast<std::size_t>(line.front())].x;
    for (const int letter : line) {
        const cv::Rect& box = letters.boxes[static_cast<std::size_t>(letter)];
        if (box.x + box.width - start > longest_part * letters.size && !parts.back().empty()) {
            parts.emplace_back();
            start = box.x;
        }
        parts.back().push_back(letter);
    }
    return parts;
}

}  // namespace baton::scan
