#pragma once

#include <agg_basics.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace baton::signature {

/// What AGG's rasteriser computes, bit for bit, with a cell for every pixel of the picture instead of a list of those
/// that an outline passes: memory and time do not grow with how often outlines pass the same pixels, and nothing is
/// sorted. For outlines that would fill AGG's list; for all others AGG is faster.
// decision 0050
class Coverage {
public:
    /// Pixels 0…width and 0…height: clipping leaves lines on the far edges.
    Coverage(std::uint32_t width, std::uint32_t height);

    /// Adds a line between two points in AGG's fixed point. AGG's clipper calls it, with points within the picture; any
    /// other is moved to its edge.
    void line(int x1, int y1, int x2, int y2);

    /// Forgets all lines.
    void clear();

    /// How far each pixel of a row is covered, 0…255, for `width` pixels.
    void row(std::uint32_t y, bool even_odd, std::uint8_t* covers) const;

private:
    struct Cell {
        std::int64_t area = 0;
        std::int32_t cover = 0;
    };

    void add(int x, int y, int cover, int twice_x) {
        Cell& cell = cells_[static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x)];
        cell.cover += cover;
        cell.area += std::int64_t{twice_x} * cover;
    }
    void horizontal(int row, int x1, int y1, int x2, int y2);
    void lines(int x1, int y1, int x2, int y2);

    std::size_t stride_;
    int right_;  // the far edges, in fixed point
    int bottom_;
    std::vector<Cell> cells_;
};

}  // namespace baton::signature
