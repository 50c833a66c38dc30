#include "actions/signature/output/coverage.hpp"

#include <algorithm>
#include <cstdlib>

namespace baton::signature {
namespace {

constexpr int shift = agg::poly_subpixel_shift;
constexpr int scale = agg::poly_subpixel_scale;
constexpr int mask = agg::poly_subpixel_mask;

// Divides a way into steps of whole numbers that add up to it (Bresenham).
class Steps {
public:
    Steps(std::int64_t way, std::int64_t count) : count_(count), step_(way / count), rest_(way % count) {
        if (rest_ < 0) {
            --step_;
            rest_ += count;
        }
    }

    int whole() const { return static_cast<int>(step_); }
    std::int64_t rest() const { return rest_; }

    /// The next step, of which `behind` is what all before it left over, minus one step.
    int next(std::int64_t& behind) const {
        behind += rest_;
        if (behind < 0) return whole();
        behind -= count_;
        return whole() + 1;
    }

private:
    std::int64_t count_;
    std::int64_t step_;
    std::int64_t rest_;
};

}  // namespace

Coverage::Coverage(std::uint32_t width, std::uint32_t height)
    : stride_(std::size_t{width} + 1),
      right_(static_cast<int>(width) << shift),
      bottom_(static_cast<int>(height) << shift),
      cells_(stride_ * (std::size_t{height} + 1)) {}

void Coverage::clear() {
    std::ranges::fill(cells_, Cell{});
}

// The part of a line within one row of pixels; y from 0 to `scale` there.
void Coverage::horizontal(int row, int x1, int y1, int x2, int y2) {
    if (y1 == y2) return;
    int column = x1 >> shift;
    const int last = x2 >> shift;
    const int from = x1 & mask;
    const int to = x2 & mask;
    if (column == last) {
        add(column, row, y2 - y1, from + to);
        return;
    }
    const bool forward = x2 > x1;
    const int first = forward ? scale : 0;
    const int side = forward ? 1 : -1;
    const std::int64_t way = std::abs(x2 - x1);
    const Steps start{std::int64_t{forward ? scale - from : from} * (y2 - y1), way};
    add(column, row, start.whole(), from + first);
    column += side;
    y1 += start.whole();
    if (column != last) {
        const Steps steps{std::int64_t{scale} * (y2 - y1 + start.whole()), way};
        std::int64_t behind = start.rest() - way;
        for (; column != last; column += side) {
            const int step = steps.next(behind);
            add(column, row, step, scale);
            y1 += step;
        }
    }
    add(column, row, y2 - y1, to + scale - first);
}

// No memory outside of the picture is written, whatever a clipper makes of its input.
void Coverage::line(int x1, int y1, int x2, int y2) {
    const auto across = [&](int x) { return std::clamp(x, 0, right_); };
    const auto down = [&](int y) { return std::clamp(y, 0, bottom_); };
    lines(across(x1), down(y1), across(x2), down(y2));
}

void Coverage::lines(int x1, int y1, int x2, int y2) {
    int row = y1 >> shift;
    const int last = y2 >> shift;
    const int from = y1 & mask;
    const int to = y2 & mask;
    if (row == last) {
        horizontal(row, x1, from, x2, to);
        return;
    }
    const bool down = y2 > y1;
    const int first = down ? scale : 0;
    const int side = down ? 1 : -1;
    const std::int64_t height = std::abs(y2 - y1);
    const std::int64_t way = x2 - x1;
    const Steps start{(down ? scale - from : from) * way, height};
    int x = x1 + start.whole();
    horizontal(row, x1, from, x, first);
    row += side;
    if (row != last) {
        const Steps steps{scale * way, height};
        std::int64_t behind = start.rest() - height;
        for (; row != last; row += side) {
            const int next = x + steps.next(behind);
            horizontal(row, x, scale - first, next, first);
            x = next;
        }
    }
    horizontal(row, x, scale - first, x2, to);
}

void Coverage::row(std::uint32_t y, bool even_odd, std::uint8_t* covers) const {
    const Cell* cell = cells_.data() + y * stride_;
    std::int64_t cover = 0;
    for (std::size_t x = 0; x + 1 < stride_; ++x, ++cell) {
        cover += cell->cover;
        // Twice the area of a pixel is 2^17, of which 2^8 levels remain.
        std::int64_t covered = std::abs(((cover << (shift + 1)) - cell->area) >> (2 * shift + 1 - 8));
        if (even_odd) {
            covered &= 2 * scale - 1;
            if (covered > scale) covered = 2 * scale - covered;
        }
        covers[x] = static_cast<std::uint8_t>(std::min<std::int64_t>(covered, 255));
    }
}

}  // namespace baton::signature
