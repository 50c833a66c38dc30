#include "actions/scan/quality/blur.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace baton::scan {
namespace {

constexpr int tile = 96;
// An edge counts if it climbs at least this far, grey values.
constexpr int least_height = 45;
// Pixels on either side of its steepest step that may still belong to an edge.
constexpr int reach = 14;
constexpr std::size_t least_edges = 24;
constexpr std::size_t least_tiles = 3;
// Of the widths in a tile, this share is sharper than what is taken: its best edges, not noise.
constexpr double sharp_share = 0.3;

// The width of the edge whose steepest step lies between `at` and `at + step`: from where it starts to climb to where
// it stops, times the share that 10…90 % are, i.e. its height over its slope. 0 if it is none.
double edge_width(const std::uint8_t* at, std::ptrdiff_t step) {
    const int sign = at[step] > at[0] ? 1 : -1;
    const auto climb = [&](const std::uint8_t* from) { return sign * (from[step] - from[0]); };
    const std::uint8_t* low = at;
    for (int i = 0; i < reach && climb(low - step) > 0; ++i) low -= step;
    const std::uint8_t* high = at + step;
    for (int i = 0; i < reach && climb(high) > 0; ++i) high += step;
    const double height = sign * (*high - *low);
    if (height < least_height) return 0;
    // Where the profile passes 10 % and 90 %, between pixels.
    const auto crossing = [&](double share) {
        const double level = *low + sign * height * share;
        const std::uint8_t* p = low;
        while (p != high && sign * (p[step] - level) < 0) p += step;
        const double rest = std::abs(level - *p) / std::max(1, std::abs(p[step] - *p));
        return static_cast<double>((p - low) / step) + rest;
    };
    return crossing(0.9) - crossing(0.1);
}

bool is_steepest(const std::uint8_t* at, std::ptrdiff_t step) {
    const int here = std::abs(at[step] - at[0]);
    return here * 4 >= least_height / 3 && here >= std::abs(at[0] - at[-step]) &&
           here > std::abs(at[2 * step] - at[step]);
}

double tile_width(const cv::Mat1b& page, const cv::Rect& area) {
    std::vector<double> widths;
    const auto row = static_cast<std::ptrdiff_t>(page.step1());
    for (int y = area.y; y < area.y + area.height; y += 2) {
        for (int x = area.x; x < area.x + area.width; ++x) {
            const std::uint8_t* at = page[y] + x;
            for (const std::ptrdiff_t step : {std::ptrdiff_t{1}, row}) {
                if (is_steepest(at, step)) {
                    if (const double width = edge_width(at, step); width > 0) widths.push_back(width);
                }
            }
        }
    }
    if (widths.size() < least_edges) return 0;
    const auto sharp = widths.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(widths.size()) * sharp_share);
    std::nth_element(widths.begin(), sharp, widths.end());
    return *sharp;
}

}  // namespace

std::optional<Blur> blur_of(const cv::Mat1b& page) {
    const cv::Rect inner{reach + 2, reach + 2, page.cols - 2 * reach - 4, page.rows - 2 * reach - 4};
    std::vector<double> widths;
    Blur blur;
    // Every other tile of a chequerboard tells as much as all.
    for (int y = inner.y; y + tile <= inner.y + inner.height; y += tile) {
        for (int x = inner.x + (y / tile % 2) * tile; x + tile <= inner.x + inner.width; x += 2 * tile) {
            const cv::Rect area{x, y, tile, tile};
            const double width = tile_width(page, area);
            if (width <= 0) continue;
            widths.push_back(width);
            if (width > blur.worst_width) {
                blur.worst_width = width;
                blur.worst = area;
            }
        }
    }
    if (widths.size() < least_tiles) return std::nullopt;
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    blur.width = *middle;
    return blur;
}

}  // namespace baton::scan
