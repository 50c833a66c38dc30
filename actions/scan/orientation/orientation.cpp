#include "actions/scan/orientation/orientation.hpp"

#include "actions/scan/orientation/ascenders.hpp"
#include "actions/scan/orientation/letters.hpp"
#include "actions/scan/orientation/lines.hpp"
#include "actions/scan/orientation/margins.hpp"
#include "actions/scan/rectify/sheet.hpp"
#include "actions/scan/rectify/warp.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace baton::scan {
namespace {

constexpr int least_letters = 40;
constexpr double least_share = 0.8;
// Of ascenders over descenders, in either sense: Latin languages have 2.5 to 10, Cyrillic 0.2 to 0.6.
constexpr double least_ratio = 2;
// Ascenders for each height of an x along the line: Latin languages have 0.2 to 0.45.
constexpr double least_rate = 0.15;
// In standard deviations of a fair coin: of ascenders; of marks and margins together; and how far one of those two may
// speak against the other.
constexpr double least_ascenders = 4;
constexpr double least_others = 2.5;
constexpr double most_against = 1.5;

// By how many standard deviations the balance differs from chance.
double balance(int one, int other) {
    return one + other == 0 ? 0 : (one - other) / std::sqrt(static_cast<double>(one + other));
}

double share(int one, int other) {
    return one / std::max(1.0, static_cast<double>(one) + other);
}

struct Signs {
    Reaching reaching;
    int lines_up = 0;  // that have more above than below
    int lines_down = 0;
    Margins margins;
};

Signs signs_of(const Letters& letters) {
    Signs signs;
    const std::vector<Line> lines = lines_of(letters);
    for (const Line& line : lines) {
        for (const Line& part : parts_of(line, letters)) {
            const auto reaching = reaching_of(letters, part);
            if (!reaching) continue;
            signs.reaching += *reaching;
            signs.lines_up += reaching->above > reaching->below ? 1 : 0;
            signs.lines_down += reaching->below > reaching->above ? 1 : 0;
        }
    }
    signs.margins = margins_of(letters, lines);
    return signs;
}

// The share of lines that agree on it if the text is upright, negative if it is upside down, 0 if that is not certain.
double upright(const Signs& signs) {
    const Reaching& reaching = signs.reaching;
    const int sense = reaching.above > reaching.below ? 1 : -1;
    const auto [less, more] = std::minmax(reaching.above, reaching.below);
    const double agreeing =
        sense > 0 ? share(signs.lines_up, signs.lines_down) : share(signs.lines_down, signs.lines_up);
    if (more < least_ratio * less || more < least_rate * reaching.length || balance(more, less) < least_ascenders ||
        agreeing < least_share) {
        return 0;
    }
    // Scripts with descenders, Cyrillic among them, look like Latin upside down so far.
    const double marks = sense * balance(reaching.marks_up, reaching.marks_down);
    const double margins = sense * balance(signs.margins.left, signs.margins.right);
    if (std::min(marks, margins) < -most_against || marks + margins < least_others) return 0;
    return sense * agreeing;
}

}  // namespace

std::optional<Orientation> orientation_of(const cv::Mat1b& page) {
    Letters letters = letters_of(page);
    const Run run = run_of(letters);
    const bool down = run.down > run.across;
    const double running = down ? share(run.down, run.across) : share(run.across, run.down);
    if (run.across + run.down < least_letters || running < least_share) return std::nullopt;
    if (down) letters = turned(letters);
    const double agreeing = upright(signs_of(letters));
    if (agreeing == 0) return std::nullopt;
    const int rotation = (down ? 90 : 0) + (agreeing < 0 ? 180 : 0);
    return Orientation{rotation, std::min(running, std::abs(agreeing))};
}

cv::Mat1b look_at(const cv::Mat1b& picture, const Quad& quad, double aspect) {
    // Coarse pictures are enlarged: their grey values know more of the letters than their pixels show.
    constexpr FrameLimits limits{.floor_dpi = 10'000, .most_dpi = 10'000, .longest_side = look_px};
    return warp(picture, frame_of(quad, sheet_of(aspect), limits), Sampling::linear);
}

}  // namespace baton::scan
