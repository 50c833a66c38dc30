#include "actions/scan/assemble/placement.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

constexpr double points_per_inch = 72;
constexpr double longest_side = 841.89;
// Within this the page fills the sheet: a white line at one edge looks like a mistake.
constexpr double same_format = 0.015;

struct Points {
    double width;
    double height;
};
constexpr Points a4{595.276, 841.89};
constexpr Points letter{612, 792};

Points natural(const RenderedPage& page) {
    const double dpi =
        page.dpi_known && page.dpi > 0 ? page.dpi : page.size.long_side() * points_per_inch / longest_side;
    return {page.size.width * points_per_inch / dpi, page.size.height * points_per_inch / dpi};
}

}  // namespace

media::PdfPlacement place(const RenderedPage& page, media::Paper paper) {
    const Points size = natural(page);
    media::PdfPlacement at;
    if (paper == media::Paper::fit) {
        at.page_width = at.width = size.width;
        at.page_height = at.height = size.height;
        return at;
    }
    const Points sheet = paper == media::Paper::a4 ? a4 : letter;
    const bool lying = page.size.width > page.size.height;
    at.page_width = lying ? sheet.height : sheet.width;
    at.page_height = lying ? sheet.width : sheet.height;
    const double fitted = std::min(at.page_width / size.width, at.page_height / size.height);
    const double scale = page.dpi_known ? std::min(1.0, fitted) : fitted;
    at.width = size.width * scale;
    at.height = size.height * scale;
    if (std::abs(at.width / at.page_width - 1) < same_format &&
        std::abs(at.height / at.page_height - 1) < same_format) {
        at.width = at.page_width;
        at.height = at.page_height;
    }
    at.x = (at.page_width - at.width) / 2;
    at.y = (at.page_height - at.height) / 2;
    return at;
}

}  // namespace baton::scan
