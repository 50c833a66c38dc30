#include "actions/signature/output/raster.hpp"

#include "actions/signature/cubic.hpp"

#include <agg_rasterizer_scanline_aa_nogamma.h>
#include <agg_scanline_u.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <vector>

namespace baton::signature {
namespace {

// Curves become lines that stray less than this, px.
constexpr double flatness = 0.05;
constexpr int most_lines = 64;  // of one curve
// AGG keeps a cell of 16 bytes for each pixel that an outline passes, and drops what is over its own limit of 4
// million.
constexpr double cells_in_band = 2e6;

using Rasteriser = agg::rasterizer_scanline_aa_nogamma<agg::rasterizer_sl_clip_dbl>;

// The steps that keep a curve within `flatness` of its chords (from the bound on its second derivative).
int lines_for(const Cubic& curve) {
    const double bend =
        std::max(length(curve[0] - 2 * curve[1] + curve[2]), length(curve[1] - 2 * curve[2] + curve[3]));
    const double lines = std::ceil(std::sqrt(0.75 * bend / flatness));
    return static_cast<int>(std::clamp<double>(lines, 1, most_lines));
}

void add(Rasteriser& rasteriser, const Contour& contour, const Placement& placement) {
    Point from = placement(contour.start);
    rasteriser.move_to_d(from.x, from.y);
    for (const Contour::Piece& piece : contour.pieces) {
        const Point end = placement(piece.to[2]);
        if (!piece.straight) {
            const Cubic curve{from, placement(piece.to[0]), placement(piece.to[1]), end};
            const int lines = lines_for(curve);
            for (int i = 1; i < lines; ++i) {
                const Point to = at(curve, static_cast<double>(i) / lines);
                rasteriser.line_to_d(to.x, to.y);
            }
        }
        rasteriser.line_to_d(end.x, end.y);
        from = end;
    }
    rasteriser.close_polygon();
}

// How many pixels of each row the outlines pass, at most: those of their control polygons, spread evenly over the rows
// that these pass.
std::vector<double> cells_by_row(const Shape& shape, const Placement& placement, std::uint32_t rows) {
    std::vector<double> changes(rows + 1);
    const auto row_of = [&](double y) { return static_cast<std::size_t>(std::clamp<double>(y, 0, rows - 1)); };
    for (const Contour& contour : shape.contours) {
        Point from = placement(contour.start);
        for (const Contour::Piece& piece : contour.pieces) {
            for (const Point& control : piece.to) {
                const Point to = placement(control);
                const std::size_t first = row_of(std::min(from.y, to.y));
                const std::size_t last = row_of(std::max(from.y, to.y));
                const double width = std::min<double>(std::abs(to.x - from.x), placement.width);
                const double each = width / static_cast<double>(last - first + 1) + 2;
                changes[first] += each;
                changes[last + 1] -= each;
                from = to;
            }
        }
    }
    std::partial_sum(changes.begin(), changes.end(), changes.begin());
    return changes;
}

// The first row of each band, and behind them the number of rows.
std::vector<std::uint32_t> bands_of(const Shape& shape, const Placement& placement, std::uint32_t rows) {
    const std::vector<double> cells = cells_by_row(shape, placement, rows);
    std::vector<std::uint32_t> starts{0};
    double sum = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
        if (sum + cells[row] > cells_in_band && row > starts.back()) {
            starts.push_back(row);
            sum = 0;
        }
        sum += cells[row];
    }
    starts.push_back(rows);
    return starts;
}

// Source over destination; neither is premultiplied (Porter and Duff, 1984).
void blend(std::uint8_t* pixel, Colour colour, unsigned coverage) {
    const std::uint8_t source[3] = {colour.red, colour.green, colour.blue};
    const unsigned kept = pixel[3] * (255 - coverage);
    const unsigned whole = coverage * 255 + kept;
    for (int part = 0; part < 3; ++part) {
        pixel[part] =
            static_cast<std::uint8_t>((source[part] * coverage * 255 + pixel[part] * kept + whole / 2) / whole);
    }
    pixel[3] = static_cast<std::uint8_t>((whole + 127) / 255);
}

void paint_spans(const agg::scanline_u8& line, Colour colour, std::uint8_t* row, std::uint32_t width) {
    auto span = line.begin();
    for (unsigned left = line.num_spans(); left > 0; --left, ++span) {
        std::uint8_t* pixel = row + static_cast<std::size_t>(span->x) * 4;
        // The clip's far edges may leave cells in the column and row behind them.
        const int end = std::min<int>(span->len, static_cast<int>(width) - span->x);
        for (int i = 0; i < end; ++i, pixel += 4) {
            if (span->covers[i] != 0) blend(pixel, colour, span->covers[i]);
        }
    }
}

void paint_shape(const Shape& shape, const Placement& placement, media::Image& picture) {
    const media::Size size = picture.size();
    const std::vector<std::uint32_t> bands = bands_of(shape, placement, size.height);
    Rasteriser rasteriser;
    rasteriser.filling_rule(shape.rule == FillRule::evenodd ? agg::fill_even_odd : agg::fill_non_zero);
    agg::scanline_u8 line;
    for (std::size_t band = 0; band + 1 < bands.size(); ++band) {
        const std::uint32_t top = bands[band];
        const std::uint32_t bottom = bands[band + 1];
        rasteriser.reset();
        rasteriser.clip_box(0, top, size.width, bottom);
        for (const Contour& contour : shape.contours) add(rasteriser, contour, placement);
        if (!rasteriser.rewind_scanlines()) continue;
        line.reset(rasteriser.min_x(), rasteriser.max_x());
        while (rasteriser.sweep_scanline(line)) {
            if (line.y() >= static_cast<int>(top) && line.y() < static_cast<int>(bottom)) {
                paint_spans(line, shape.colour, picture.row(static_cast<std::uint32_t>(line.y())), size.width);
            }
        }
    }
}

}  // namespace

media::Image paint(const Drawing& drawing, const Placement& placement) {
    media::Image picture{{static_cast<std::uint32_t>(placement.width), static_cast<std::uint32_t>(placement.height)},
                         4};
    std::memset(picture.row(0), 0, picture.byte_count());
    for (const Shape& shape : drawing.shapes) paint_shape(shape, placement, picture);
    return picture;
}

bool shows(const Drawing& drawing) {
    const Box ink = ink_box(drawing);
    if (ink.width() <= 0 || ink.height() <= 0) return false;
    constexpr double preview_side = 256;
    const double scale = preview_side / ink.long_side();
    const media::Image preview = paint(drawing, {{ink.left, ink.top},
                                                 scale,
                                                 std::max(1.0, std::ceil(scale * ink.width())),
                                                 std::max(1.0, std::ceil(scale * ink.height()))});
    const std::uint8_t* pixels = preview.row(0);
    for (std::size_t at = 3; at < preview.byte_count(); at += 4) {
        if (pixels[at] != 0) return true;
    }
    return false;
}

media::Image on_background(const media::Image& picture, Colour background) {
    media::Image flat{picture.size(), 3};
    const unsigned behind[3] = {background.red, background.green, background.blue};
    for (std::uint32_t y = 0; y < picture.size().height; ++y) {
        const std::uint8_t* from = picture.row(y);
        std::uint8_t* to = flat.row(y);
        for (std::uint32_t x = 0; x < picture.size().width; ++x, from += 4, to += 3) {
            const unsigned alpha = from[3];
            for (int part = 0; part < 3; ++part) {
                to[part] = static_cast<std::uint8_t>((from[part] * alpha + behind[part] * (255 - alpha) + 127) / 255);
            }
        }
    }
    return flat;
}

}  // namespace baton::signature
