#include "actions/scan/pages/strips.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace baton::scan {
namespace {

// Neighbours that differ by this belong to an edge of something; paper's grain and what JPEG leaves do not.
constexpr int edge = 24;
// A narrow page is not blown up to the width of A4: its strips are this high at least.
constexpr int least_rows = 1000;
// The last strip is at least this part of the highest: two rows make no sheet, and nothing that OCR could read.
constexpr int least_left = 8;

// How many edges each of these rows crosses: none in a gap between lines, on whatever ground.
std::vector<int> crossings_of(const cv::Mat& page, const cv::Range& rows) {
    std::vector<int> crossings;
    crossings.reserve(static_cast<std::size_t>(rows.size()));
    const int channels = page.channels();
    for (int y = rows.start; y < rows.end; ++y) {
        const auto* pixel = page.ptr<std::uint8_t>(y);
        int count = 0;
        for (int i = channels; i < page.cols * channels; ++i) count += std::abs(pixel[i] - pixel[i - channels]) > edge;
        crossings.push_back(count);
    }
    return crossings;
}

// The middle of the widest run of rows that cross the least; of equal ones the last, which fills the sheet best.
int best_cut(const std::vector<int>& crossings) {
    const int least = *std::ranges::min_element(crossings);
    std::size_t widest = 0;
    std::size_t middle = crossings.size() - 1;
    std::size_t run = 0;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
        run = crossings[i] == least ? run + 1 : 0;
        if (run < widest || run == 0) continue;
        widest = run;
        middle = i - run / 2;
    }
    return static_cast<int>(middle);
}

}  // namespace

std::vector<cv::Range> strips_of(const cv::Mat& page, int most) {
    std::vector<cv::Range> strips;
    int top = 0;
    while (page.rows - top > most) {
        const int earliest = top + most / 2;
        // Where ink is dense to the end, the best cut may be right before it.
        const int latest = std::min(top + most, page.rows - most / least_left);
        const int cut = earliest + best_cut(crossings_of(page, {earliest, latest}));
        strips.emplace_back(top, cut);
        top = cut;
    }
    strips.emplace_back(top, page.rows);
    return strips;
}

int sheet_rows(int width) {
    return std::max(least_rows, static_cast<int>(width * std::numbers::sqrt2));
}

}  // namespace baton::scan
