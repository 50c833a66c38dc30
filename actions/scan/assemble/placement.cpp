#include "actions/scan/assemble/placement.hpp"

#include "actions/scan/pages/strips.hpp"
#include "actions/scan/rectify/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace baton::scan {
namespace {

constexpr double points_per_inch = 72;
constexpr double longest_side = 841.89;
// A long page is laid out at this resolution, but no wider than A4, and no longer than readers open (ISO 32000-1, C.2).
constexpr double long_page_dpi = 150;
constexpr double longest_page = 14'400;
// Ten times the least size of a word: a line that is higher than a tenth of its page's width has a few letters.
constexpr double narrowest_text = 20;
// Within this the page fills the sheet: a white line at one edge looks like a mistake.
constexpr double same_format = 0.015;

struct Points {
    double width;
    double height;
};
constexpr Points a4{595.276, 841.89};
constexpr Points letter{612, 792};

// Of a sheet of unknown size, its long side.
double likely_length(media::Size page) {
    const double length = page.long_side();
    const double ratio = length / std::min(page.width, page.height);
    if (!is_long({.aspect = ratio})) return longest_side;
    return std::clamp(length * points_per_inch / long_page_dpi, longest_side, std::min(longest_page, a4.width * ratio));
}

Points natural(const RenderedPage& page) {
    const double scale =
        page.dpi_known && page.dpi > 0 ? points_per_inch / page.dpi : likely_length(page.size) / page.size.long_side();
    return {page.size.width * scale, page.size.height * scale};
}

// As wide as the sheet, from its top edge on. A narrow one is as wide as its highest strip could be, so that all strips
// of a page have one scale.
media::PdfPlacement place_strip(media::Size strip) {
    media::PdfPlacement at;
    at.page_width = a4.width;
    at.page_height = a4.height;
    const double scale = std::min(a4.width / strip.width, a4.height / sheet_rows(static_cast<int>(strip.width)));
    at.width = strip.width * scale;
    at.height = strip.height * scale;
    at.x = (at.page_width - at.width) / 2;
    at.y = at.page_height - at.height;
    return at;
}

}  // namespace

media::PdfPlacement place(const RenderedPage& page, media::Paper paper) {
    if (page.strip) return place_strip(page.size);
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

// What lies on its side may have lines of few words that run along it.
bool takes_text(const RenderedPage& page, media::Paper paper) {
    return page.size.width > page.size.height || place(page, paper).width >= narrowest_text;
}

}  // namespace baton::scan
