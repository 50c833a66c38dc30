#include "actions/signature/output/raster.hpp"

#include "actions/signature/cubic.hpp"
#include "actions/signature/output/coverage.hpp"

#include <agg_rasterizer_scanline_aa_nogamma.h>
#include <agg_scanline_p.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

namespace baton::signature {
namespace {

// Curves become lines that stray less than this, px.
constexpr double flatness = 0.05;
constexpr int most_lines = 64;  // of one curve
// AGG's list holds 4 million cells and adds up areas in 32 bits, which this many contours on one place cannot overflow.
constexpr std::size_t most_contours = 8192;
// From this share of the picture's pixels on, sorting a list costs more than looking at each pixel.
constexpr double many_cells = 0.25;

using Clipper = agg::rasterizer_sl_clip_dbl;
using Rasteriser = agg::rasterizer_scanline_aa_nogamma<Clipper>;

// `Coverage` behind the clipper that AGG's own rasteriser has.
class DenseRasteriser {
public:
    explicit DenseRasteriser(media::Size size) : coverage_{size.width, size.height} {
        clipper_.clip_box(0, 0, size.width, size.height);
    }

    void clear() { coverage_.clear(); }
    void move_to_d(double x, double y) {
        start_ = {x, y};
        clipper_.move_to(x, y);
    }
    void line_to_d(double x, double y) { clipper_.line_to(coverage_, x, y); }
    void close_polygon() { line_to_d(start_.x, start_.y); }
    const Coverage& coverage() const { return coverage_; }

private:
    Coverage coverage_;
    Clipper clipper_;
    Point start_;
};

// The steps that keep a curve within `flatness` of its chords (from the bound on its second derivative).
int lines_for(const Cubic& curve) {
    const double bend =
        std::max(length(curve[0] - 2 * curve[1] + curve[2]), length(curve[1] - 2 * curve[2] + curve[3]));
    const double lines = std::ceil(std::sqrt(0.75 * bend / flatness));
    return static_cast<int>(std::clamp<double>(lines, 1, most_lines));
}

// Where AGG's clipping has exact enough sums. It does not know what to do with infinity, and lets NaN pass.
Point within_reach(Point point) {
    constexpr double reach = 1e9;
    const auto near = [&](double value) { return std::isfinite(value) ? std::clamp(value, -reach, reach) : 0; };
    return {near(point.x), near(point.y)};
}

template <class Target>
void add(Target& rasteriser, const Contour& contour, const Placement& place) {
    const auto placement = [&](Point point) { return within_reach(place(point)); };
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

// How many cells the outlines have, at most: those of their control polygons.
double cells_of(const Shape& shape, const Placement& placement) {
    double cells = 0;
    for (const Contour& contour : shape.contours) {
        Point from = placement(contour.start);
        for (const Contour::Piece& piece : contour.pieces) {
            for (const Point& control : piece.to) {
                const Point to = placement(control);
                cells += std::min<double>(std::abs(to.x - from.x), placement.width) +
                         2 * std::min<double>(std::abs(to.y - from.y), placement.height) + 2;
                from = to;
            }
        }
    }
    return cells;
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

void paint_pixels(std::uint8_t* pixel, std::size_t count, Colour colour, std::uint8_t coverage) {
    if (coverage == 0) return;
    if (coverage < 255) {
        for (; count > 0; --count, pixel += 4) blend(pixel, colour, coverage);
        return;
    }
    // What `blend` would make of it.
    const std::uint8_t whole[4] = {colour.red, colour.green, colour.blue, 255};
    for (; count > 0; --count, pixel += 4) std::memcpy(pixel, whole, sizeof whole);
}

void paint_spans(const agg::scanline_p8& line, Colour colour, std::uint8_t* row, std::uint32_t width) {
    auto span = line.begin();
    for (unsigned left = line.num_spans(); left > 0; --left, ++span) {
        // The clip's far edges may leave cells in the column and row behind them.
        const int count = std::min<int>(std::abs(span->len), static_cast<int>(width) - span->x);
        if (span->x < 0) continue;
        std::uint8_t* pixel = row + static_cast<std::size_t>(span->x) * 4;
        if (span->len < 0) {
            if (count > 0) paint_pixels(pixel, static_cast<std::size_t>(count), colour, *span->covers);
            continue;
        }
        for (int i = 0; i < count; ++i, pixel += 4) paint_pixels(pixel, 1, colour, span->covers[i]);
    }
}

// What is `kept` keeps its memory from one shape to the next.
void paint_dense(const Shape& shape, const Placement& placement, media::Image& picture,
                 std::optional<DenseRasteriser>& kept) {
    const media::Size size = picture.size();
    DenseRasteriser& rasteriser = kept ? *kept : kept.emplace(size);
    rasteriser.clear();
    for (const Contour& contour : shape.contours) add(rasteriser, contour, placement);
    std::vector<std::uint8_t> covers(size.width);
    for (std::uint32_t y = 0; y < size.height; ++y) {
        rasteriser.coverage().row(y, shape.rule == FillRule::evenodd, covers.data());
        std::uint8_t* pixel = picture.row(y);
        for (const std::uint8_t coverage : covers) {
            paint_pixels(pixel, 1, shape.colour, coverage);
            pixel += 4;
        }
    }
}

void paint_sparse(const Shape& shape, const Placement& placement, media::Image& picture) {
    const media::Size size = picture.size();
    Rasteriser rasteriser;
    rasteriser.filling_rule(shape.rule == FillRule::evenodd ? agg::fill_even_odd : agg::fill_non_zero);
    rasteriser.clip_box(0, 0, size.width, size.height);
    for (const Contour& contour : shape.contours) add(rasteriser, contour, placement);
    if (!rasteriser.rewind_scanlines()) return;
    agg::scanline_p8 line;
    line.reset(rasteriser.min_x(), rasteriser.max_x());
    while (rasteriser.sweep_scanline(line)) {
        if (line.y() >= 0 && line.y() < static_cast<int>(size.height)) {
            paint_spans(line, shape.colour, picture.row(static_cast<std::uint32_t>(line.y())), size.width);
        }
    }
}

// decision 0050
void paint_shape(const Shape& shape, const Placement& placement, media::Image& picture,
                 std::optional<DenseRasteriser>& dense) {
    const double many = many_cells * static_cast<double>(picture.size().pixels());
    if (shape.contours.size() > most_contours || cells_of(shape, placement) > many) {
        paint_dense(shape, placement, picture, dense);
    } else {
        paint_sparse(shape, placement, picture);
    }
}

}  // namespace

media::Image paint(const Drawing& drawing, const Placement& placement) {
    media::Image picture{{static_cast<std::uint32_t>(placement.width), static_cast<std::uint32_t>(placement.height)},
                         4};
    std::memset(picture.row(0), 0, picture.byte_count());
    std::optional<DenseRasteriser> dense;
    for (const Shape& shape : drawing.shapes) paint_shape(shape, placement, picture, dense);
    return picture;
}

media::Image preview(const Drawing& drawing, const Box& part) {
    constexpr double preview_side = 256;
    const double scale = preview_side / part.long_side();
    return paint(drawing, {{part.left, part.top},
                           scale,
                           std::max(1.0, std::ceil(scale * part.width())),
                           std::max(1.0, std::ceil(scale * part.height()))});
}

bool shows(const Drawing& drawing) {
    const Box ink = ink_box(drawing);
    if (!can_be_placed(ink)) return false;
    const media::Image picture = preview(drawing, ink);
    const std::uint8_t* pixels = picture.row(0);
    for (std::size_t at = 3; at < picture.byte_count(); at += 4) {
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
