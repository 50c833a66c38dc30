#include "actions/signature/picture/contour_lines.hpp"

#include "actions/signature/cubic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace baton::signature {
namespace {

constexpr double threshold = 127.5;

enum class Side : std::uint8_t { top, right, bottom, left, none };

using enum Side;

// A cell lies between the middles of four pixels; its case says which of them are ink: 1 left above, 2 right above,
// 4 right below, 8 left below. For each case and the side by which a line enters, the side by which it leaves; ink is
// on the right of the way. The two cases in which opposite corners are ink have two lines.
using Exits = std::array<Side, 4>;
constexpr std::array<Exits, 16> exits{{
    {none, none, none, none},    // nothing
    {left, none, none, none},    // 1
    {none, top, none, none},     // 2
    {none, left, none, none},    // 1 2
    {none, none, right, none},   // 4
    {left, none, right, none},   // 1 4, apart
    {none, none, top, none},     // 2 4
    {none, none, left, none},    // 1 2 4
    {none, none, none, bottom},  // 8
    {bottom, none, none, none},  // 1 8
    {none, top, none, bottom},   // 2 8, apart
    {none, bottom, none, none},  // 1 2 8
    {none, none, none, right},   // 4 8
    {right, none, none, none},   // 1 4 8
    {none, none, none, top},     // 2 4 8
    {none, none, none, none},    // all
}};
constexpr Exits first_joined{right, none, left, none};   // 1 4, joined in the middle
constexpr Exits second_joined{none, bottom, none, top};  // 2 8, joined in the middle

struct Cell {
    std::int64_t x = 0;  // of the pixel left above; -1 is outside of the picture
    std::int64_t y = 0;
};

class Marcher {
public:
    explicit Marcher(const media::Image& image)
        : image_{image},
          width_{image.size().width},
          height_{image.size().height},
          visited_(static_cast<std::size_t>((width_ + 1) * height_)) {}

    template <class Found>
    void find_all(Found found) {
        for (std::int64_t y = 0; y < height_; ++y) {
            for (std::int64_t x = -1; x < width_; ++x) {
                const bool before = is_ink(x, y);
                if (before != is_ink(x + 1, y) && !visited(x, y)) {
                    // With ink on the right the way goes down behind it, and up before it.
                    found(before ? follow({x, y}, top) : follow({x, y - 1}, bottom));
                }
            }
        }
    }

private:
    double alpha(std::int64_t x, std::int64_t y) const {
        const bool inside = x >= 0 && y >= 0 && x < width_ && y < height_;
        return inside ? image_.row(static_cast<std::uint32_t>(y))[x * 4 + 3] : 0;
    }

    bool is_ink(std::int64_t x, std::int64_t y) const { return alpha(x, y) > threshold; }

    // Between the pixels (x, y) and (x + 1, y): each loop passes such a place.
    std::vector<bool>::reference visited(std::int64_t x, std::int64_t y) {
        return visited_[static_cast<std::size_t>(y * (width_ + 1) + x + 1)];
    }

    Side exit(Cell cell, Side entry) const {
        const std::array<double, 4> corner{alpha(cell.x, cell.y), alpha(cell.x + 1, cell.y),
                                           alpha(cell.x + 1, cell.y + 1), alpha(cell.x, cell.y + 1)};
        std::size_t index = 0;
        for (std::size_t i = 0; i < 4; ++i) index |= corner.at(i) > threshold ? std::size_t{1} << i : 0;
        const bool joined = corner[0] + corner[1] + corner[2] + corner[3] > 4 * threshold;
        const Exits& of_case = joined && index == 5    ? first_joined
                               : joined && index == 10 ? second_joined
                                                       : exits.at(index);
        return of_case.at(static_cast<std::size_t>(entry));
    }

    Point crossing(Cell cell, Side side) const {
        const std::int64_t x = cell.x + (side == right ? 1 : 0);
        const std::int64_t y = cell.y + (side == bottom ? 1 : 0);
        const bool across = side == top || side == bottom;
        const double here = alpha(x, y);
        const double there = across ? alpha(x + 1, y) : alpha(x, y + 1);
        const double share = (threshold - here) / (there - here);
        return {static_cast<double>(x) + 0.5 + (across ? share : 0),
                static_cast<double>(y) + 0.5 + (across ? 0 : share)};
    }

    Loop follow(Cell cell, Side entry) {
        const Cell first = cell;
        const Side first_entry = entry;
        Loop loop;
        do {
            loop.points.push_back(crossing(cell, entry));
            if (entry == top || entry == bottom) visited(cell.x, cell.y + (entry == bottom ? 1 : 0)) = true;
            switch (exit(cell, entry)) {
                case top:
                    --cell.y, entry = bottom;
                    break;
                case bottom:
                    ++cell.y, entry = top;
                    break;
                case left:
                    --cell.x, entry = right;
                    break;
                case right:
                    ++cell.x, entry = left;
                    break;
                case none:
                    return loop;
            }
        } while (cell.x != first.x || cell.y != first.y || entry != first_entry);
        return loop;
    }

    const media::Image& image_;
    std::int64_t width_;
    std::int64_t height_;
    std::vector<bool> visited_;
};

double area_of(const std::vector<Point>& points) {
    double twice = 0;
    for (std::size_t i = 0; i < points.size(); ++i) twice += cross(points[i], points[(i + 1) % points.size()]);
    return twice / 2;
}

}  // namespace

std::vector<Loop> contour_lines(const media::Image& rgba, double least_area, std::size_t most_points) {
    std::vector<Loop> loops;
    std::size_t points = 0;
    const auto larger = [](const Loop& first, const Loop& second) {
        return std::abs(first.area) > std::abs(second.area);
    };
    Marcher{rgba}.find_all([&](Loop loop) {
        loop.area = area_of(loop.points);
        if (std::abs(loop.area) < least_area) return;
        // A heap with the smallest loop on top.
        points += loop.points.size();
        loops.push_back(std::move(loop));
        std::ranges::push_heap(loops, larger);
        while (points > most_points) {
            std::ranges::pop_heap(loops, larger);
            points -= loops.back().points.size();
            loops.pop_back();
        }
    });
    return loops;
}

}  // namespace baton::signature
