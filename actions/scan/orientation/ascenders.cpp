#include "ascenders.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
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
constexpr double slope_step = 0.008;
// That share of columns begins, and ends, at the edges of the band.
constexpr double least_share = 0.3;

struct Profile {
    int left = 0;
    std::vector<int> top;     // by column, px; -1: no ink
    std::vector<int> bottom;  // by column
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
                if (row[x] != piece) {
                    continue;
                }
                const auto at = static_cast<std::size_t>(x - profile.left);
                profile.top[at] = profile.top[at] < 0 ? y : std::min(profile.top[at], y);
                profile.bottom[at] = std::max(profile.bottom[at], y);
            }
        }
    }
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
            const double at = heights[x] - first - slope * (static_cast<double>(x) - static_cast<double>(heights.size()) / 2);
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

}  // namespace

std::optional<Reaching> reaching_of(const Letters& letters, const Line& line) {
    const Profile profile = profile_of(letters, line);
    const auto ink = static_cast<double>(std::ranges::count_if(profile.top, [](int y) { return y >= 0; }));
    if (ink < least_length * least_band) {
        return std::nullopt;
    }
    const std::size_t width = profile.top.size();
    std::vector<int> counts(static_cast<std::size_t>(20 * letters.size) + width / 4 + 16);
    Peak top;
    Peak bottom;
    double slope = 0;
    for (double tried = -steepest; tried <= steepest; tried += slope_step) {
        const Peak upper = peak_of(profile.top, tried, counts);
        const Peak lower = peak_of(profile.bottom, tried, counts);
        if (upper.clarity + lower.clarity > top.clarity + bottom.clarity) {
            top = upper;
            bottom = lower;
            slope = tried;
        }
    }
    const double band = bottom.at - top.at + 1;
    if (band < least_band || ink < least_length * band) {
        return std::nullopt;
    }
    std::vector<double> above(width);
    std::vector<double> below(width);
    int at_top = 0;
    int at_bottom = 0;
    for (std::size_t x = 0; x < width; ++x) {
        if (profile.top[x] < 0) {
            continue;
        }
        const double drift = slope * (static_cast<double>(x) - static_cast<double>(width) / 2);
        above[x] = top.at - (profile.top[x] - drift);
        below[x] = profile.bottom[x] - drift - bottom.at;
        at_top += std::abs(above[x]) < std::max(1.0, 0.15 * band) ? 1 : 0;
        at_bottom += std::abs(below[x]) < std::max(1.0, 0.15 * band) ? 1 : 0;
    }
    if (std::min(at_top, at_bottom) < least_share * ink) {
        return std::nullopt;
    }
    Reaching r{bumps(above, band), bumps(below, band), 0, 0, 0, 0, ink / band};
    if (band < 6.5) return r;
    for (const cv::Rect& speck : letters.specks) {
        if (std::max(speck.width, speck.height) > 0.5 * band) continue;
        const int x = speck.x + speck.width / 2 - profile.left;
        if (x < 0 || x >= static_cast<int>(width)) continue;
        const double drift = slope * (x - static_cast<double>(width) / 2);
        const double t = (speck.y + (speck.height - 1) / 2.0 - drift - top.at) / band;
        bool over = false;
        for (int c = speck.x; c < speck.x + speck.width; ++c) {
            const int at = c - profile.left;
            over = over || (at >= 0 && at < static_cast<int>(width) && profile.top[static_cast<std::size_t>(at)] >= 0);
        }
        if (over) {
            r.dots_up += t > -0.75 && t < -0.2;
            r.dots_down += t > 1.2 && t < 1.75;
        } else {
            r.points_up += t > 0.7 && t < 1.2;
            r.points_down += t > -0.2 && t < 0.3;
        }
    }
    return r;
}

}  // namespace baton::scan
