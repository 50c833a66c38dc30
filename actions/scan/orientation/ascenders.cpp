#include "actions/scan/orientation/ascenders.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace baton::scan {
namespace {

// Heights of the band, px: below the first nothing can be told.
constexpr int least_band = 4;
// How far a letter must reach beyond the band, and how far it may, in heights of the band.
constexpr double least_reach = 0.25;
constexpr double most_reach = 1.4;
constexpr double least_length = 6;
constexpr double steepest = 0.08;
constexpr double slope_step = 0.01;
// That share of columns begins, and ends, at the edges of the band.
constexpr double least_share = 0.3;
constexpr double edge = 0.15;
// Smaller print has its dots melted into the letters, and dots where points would be. px.
constexpr double least_band_of_dots = 6.5;
constexpr double least_band_of_points = 9;
constexpr double largest_mark = 0.5;

struct Profile {
    int left = 0;
    std::vector<int> top;     // by column, px; -1: no ink
    std::vector<int> bottom;  // by column
    double ink = 0;           // columns that have any
};

Profile profile_of(const Letters& letters, const Line& line) {
    Profile profile;
    profile.left = letters.boxes[static_cast<std::size_t>(line.front())].x;
    int right = 0;
    for (const int letter : line) {
        const cv::Rect& box = letters.boxes[static_cast<std::size_t>(letter)];
        profile.left = std::min(profile.left, box.x);
        right = std::max(right, box.x + box.width);
    }
    profile.top.assign(static_cast<std::size_t>(right - profile.left), -1);
    profile.bottom = profile.top;
    for (const int letter : line) {
        const cv::Rect& box = letters.boxes[static_cast<std::size_t>(letter)];
        const int piece = letters.piece[static_cast<std::size_t>(letter)];
        for (int y = box.y; y < box.y + box.height; ++y) {
            const int* row = letters.pieces[y];
            for (int x = box.x; x < box.x + box.width; ++x) {
                if (row[x] != piece) continue;
                const auto at = static_cast<std::size_t>(x - profile.left);
                profile.top[at] = profile.top[at] < 0 ? y : std::min(profile.top[at], y);
                profile.bottom[at] = std::max(profile.bottom[at], y);
            }
        }
    }
    profile.ink = static_cast<double>(std::ranges::count_if(profile.top, [](int y) { return y >= 0; }));
    return profile;
}

// Where most columns lie along a line of that slope.
struct Peak {
    double at = 0;
    int columns = 0;
    double clarity = 0;  // sum of squared counts
};

Peak peak_of(const std::vector<int>& heights, double slope, std::vector<int>& counts) {
    std::ranges::fill(counts, 0);
    const auto middle = static_cast<double>(counts.size() / 2);
    const double first = heights.empty() ? 0 : *std::ranges::max_element(heights);
    for (std::size_t x = 0; x < heights.size(); ++x) {
        if (heights[x] >= 0) {
            const double at =
                heights[x] - first - slope * (static_cast<double>(x) - static_cast<double>(heights.size()) / 2);
            const auto bin = static_cast<std::ptrdiff_t>(std::lround(at + middle));
            if (bin > 0 && bin + 1 < static_cast<std::ptrdiff_t>(counts.size())) {
                ++counts[static_cast<std::size_t>(bin)];
            }
        }
    }
    Peak peak;
    for (std::size_t i = 1; i + 1 < counts.size(); ++i) {
        const int here = counts[i - 1] + 2 * counts[i] + counts[i + 1];
        peak.clarity += static_cast<double>(counts[i]) * counts[i];
        if (here > peak.columns) {
            peak.columns = here;
            peak.at = static_cast<double>(i) - middle + first;
        }
    }
    return peak;
}

// The line's band, and how far its columns reach beyond it, px.
struct Band {
    double top = 0;  // in the middle of the line
    double height = 0;
    double slope = 0;
    std::vector<double> above;
    std::vector<double> below;
};

double drift(const Band& band, double x, const Profile& profile) {
    return band.slope * (x - static_cast<double>(profile.top.size()) / 2);
}

std::optional<Band> band_of(const Profile& profile, double size) {
    const std::size_t width = profile.top.size();
    std::vector<int> counts(static_cast<std::size_t>(20 * size) + width / 4 + 16);
    Peak top;
    Peak bottom;
    Band band;
    for (double slope = -steepest; slope <= steepest; slope += slope_step) {
        const Peak upper = peak_of(profile.top, slope, counts);
        const Peak lower = peak_of(profile.bottom, slope, counts);
        if (upper.clarity + lower.clarity > top.clarity + bottom.clarity) {
            top = upper;
            bottom = lower;
            band.slope = slope;
        }
    }
    band.top = top.at;
    band.height = bottom.at - top.at + 1;
    if (band.height < least_band || profile.ink < least_length * band.height) return std::nullopt;
    band.above.assign(width, 0);
    band.below.assign(width, 0);
    const double near = std::max(1.0, edge * band.height);
    int at_top = 0;
    int at_bottom = 0;
    for (std::size_t x = 0; x < width; ++x) {
        if (profile.top[x] < 0) continue;
        const double level = drift(band, static_cast<double>(x), profile);
        band.above[x] = top.at - (profile.top[x] - level);
        band.below[x] = profile.bottom[x] - level - bottom.at;
        at_top += std::abs(band.above[x]) < near ? 1 : 0;
        at_bottom += std::abs(band.below[x]) < near ? 1 : 0;
    }
    return std::min(at_top, at_bottom) < least_share * profile.ink ? std::nullopt : std::optional{band};
}

// Runs of neighbouring columns that lie beyond the band.
int bumps(const std::vector<double>& beyond, double band) {
    int count = 0;
    bool inside = false;
    for (const double reach : beyond) {
        const bool out = reach > std::max(1.0, least_reach * band) && reach < most_reach * band;
        count += out && !inside ? 1 : 0;
        inside = out;
    }
    return count;
}

bool over_letters(const cv::Rect& speck, const Profile& profile) {
    const int first = std::max(0, speck.x - profile.left);
    const int last = std::min(static_cast<int>(profile.top.size()), speck.x + speck.width - profile.left);
    return first < last &&
           std::any_of(profile.top.begin() + first, profile.top.begin() + last, [](int y) { return y >= 0; });
}

void count_marks(const std::vector<cv::Rect>& specks, const Profile& profile, const Band& band, Reaching& reaching) {
    for (const cv::Rect& speck : specks) {
        const double x = speck.x - profile.left + speck.width / 2.0;
        if (std::max(speck.width, speck.height) > largest_mark * band.height || x < 0 ||
            x >= static_cast<double>(profile.top.size())) {
            continue;
        }
        const double middle = speck.y + (speck.height - 1) / 2.0 - drift(band, x, profile);
        // How high it lies: 1 at the band's top, -1 at its foot.
        const double level = 1 - 2 * (middle - band.top) / band.height;
        if (over_letters(speck, profile)) {
            reaching.marks_up += level > 1.4 && level < 2.5 ? 1 : 0;
            reaching.marks_down += level < -1.4 && level > -2.5 ? 1 : 0;
        } else if (band.height >= least_band_of_points) {
            reaching.marks_up += level < -0.4 && level > -1.4 ? 1 : 0;
            reaching.marks_down += level > 0.4 && level < 1.4 ? 1 : 0;
        }
    }
}

}  // namespace

Reaching& Reaching::operator+=(const Reaching& other) {
    above += other.above;
    below += other.below;
    marks_up += other.marks_up;
    marks_down += other.marks_down;
    length += other.length;
    return *this;
}

std::optional<Reaching> reaching_of(const Letters& letters, const Line& line) {
    const Profile profile = profile_of(letters, line);
    if (profile.ink < least_length * least_band) return std::nullopt;
    const auto band = band_of(profile, letters.size);
    if (!band) return std::nullopt;
    Reaching reaching{.above = bumps(band->above, band->height),
                      .below = bumps(band->below, band->height),
                      .length = profile.ink / band->height};
    if (band->height >= least_band_of_dots) count_marks(letters.specks, profile, *band, reaching);
    return reaching;
}

}  // namespace baton::scan
