#include "actions/scan/rectify/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

struct Format {
    double width_mm;
    double height_mm;
};
constexpr Format formats[] = {{210, 297}, {215.9, 279.4}, {215.9, 355.6}, {53.98, 85.6}};

// Ratios come snapped: what is left is how finely each side rounds its constants.
constexpr double tolerance = 0.002;

constexpr double usual_length_mm = 297;
constexpr double till_roll_mm = 80;
// Legal, and as much as its ratio may be off where it was not snapped.
constexpr double longest_known = 355.6 / 215.9 * 1.01;

double length_to_width(double aspect) {
    return std::max(aspect, 1 / aspect);
}

}  // namespace

Sheet sheet_of(double aspect) {
    for (const Format& format : formats) {
        const double ratio = format.height_mm / format.width_mm;
        if (std::abs(std::log(aspect / ratio)) < tolerance) return {ratio, format.width_mm};
        if (std::abs(std::log(aspect * ratio)) < tolerance) return {1 / ratio, format.height_mm};
    }
    return {aspect, 0};
}

double likely_width_mm(double aspect) {
    const double short_side = std::max(usual_length_mm / length_to_width(aspect), till_roll_mm);
    return aspect < 1 ? short_side / aspect : short_side;
}

bool is_long(const Sheet& sheet) {
    return sheet.width_mm <= 0 && length_to_width(sheet.aspect) > longest_known;
}

}  // namespace baton::scan
