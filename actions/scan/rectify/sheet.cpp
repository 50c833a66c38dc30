#include "actions/scan/rectify/sheet.hpp"

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

}  // namespace

Sheet sheet_of(double aspect) {
    for (const Format& format : formats) {
        const double ratio = format.height_mm / format.width_mm;
        if (std::abs(std::log(aspect / ratio)) < tolerance) return {ratio, format.width_mm};
        if (std::abs(std::log(aspect * ratio)) < tolerance) return {1 / ratio, format.height_mm};
    }
    return {aspect, 0};
}

}  // namespace baton::scan
