#include "actions/signature/picture/small_plane.hpp"

#include <algorithm>
#include <cmath>

namespace baton::signature {
namespace {

struct Range {
    std::uint32_t begin;
    std::uint32_t end;
};

// The pixels of a long row of `from` that fall on pixel `i` of a short one of `to`.
Range covered(std::uint32_t i, std::uint32_t from, std::uint32_t to) {
    const auto begin = static_cast<std::uint32_t>(std::uint64_t{i} * from / to);
    const auto end = static_cast<std::uint32_t>(std::uint64_t{i + 1} * from / to);
    return {begin, std::max(end, begin + 1)};
}

// Replaces each number by what `combine` makes of its neighbours in one direction.
template <class Combine>
Plane along_rows(const Plane& plane, std::uint32_t radius, Combine combine) {
    Plane made{plane.size()};
    const std::uint32_t width = plane.size().width;
    for (std::uint32_t y = 0; y < plane.size().height; ++y) {
        const float* row = plane.row(y);
        for (std::uint32_t x = 0; x < width; ++x) {
            const std::uint32_t begin = x < radius ? 0 : x - radius;
            made.row(y)[x] = combine(row + begin, row + std::min(width, x + radius + 1));
        }
    }
    return made;
}

Plane transposed(const Plane& plane) {
    Plane made{plane.size().transposed()};
    for (std::uint32_t y = 0; y < plane.size().height; ++y) {
        for (std::uint32_t x = 0; x < plane.size().width; ++x) made.row(x)[y] = plane.row(y)[x];
    }
    return made;
}

template <class Combine>
Plane around(const Plane& plane, std::uint32_t radius, Combine combine) {
    return transposed(along_rows(transposed(along_rows(plane, radius, combine)), radius, combine));
}

float mean(const float* begin, const float* end) {
    float sum = 0;
    for (const float* each = begin; each != end; ++each) sum += *each;
    return sum / static_cast<float>(end - begin);
}

struct Position {
    std::uint32_t before;
    std::uint32_t after;
    float share;  // of `after`
};

// Where the middle of pixel `i` of a long row lies in a short one.
Position position(std::uint32_t i, std::uint32_t from, std::uint32_t to) {
    const float at = (static_cast<float>(i) + 0.5F) * static_cast<float>(to) / static_cast<float>(from) - 0.5F;
    const float inside = std::clamp(at, 0.0F, static_cast<float>(to - 1));
    const auto before = static_cast<std::uint32_t>(inside);
    return {before, std::min(before + 1, to - 1), inside - static_cast<float>(before)};
}

}  // namespace

Plane reduced(const Plane& plane, media::Size size) {
    Plane small{size};
    for (std::uint32_t y = 0; y < size.height; ++y) {
        const Range rows = covered(y, plane.size().height, size.height);
        for (std::uint32_t x = 0; x < size.width; ++x) {
            const Range columns = covered(x, plane.size().width, size.width);
            float sum = 0;
            for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
                for (std::uint32_t column = columns.begin; column < columns.end; ++column) {
                    sum += plane.row(row)[column];
                }
            }
            small.row(y)[x] = sum / static_cast<float>((rows.end - rows.begin) * (columns.end - columns.begin));
        }
    }
    return small;
}

Plane closed(const Plane& small, std::uint32_t radius) {
    const auto most = [](const float* begin, const float* end) { return *std::max_element(begin, end); };
    const auto least = [](const float* begin, const float* end) { return *std::min_element(begin, end); };
    return around(around(small, radius, most), radius, least);
}

Plane blurred(const Plane& small, std::uint32_t radius) {
    return around(small, radius, mean);
}

Plane enlarged(const Plane& small, media::Size size) {
    Plane plane{size};
    for (std::uint32_t y = 0; y < size.height; ++y) {
        const Position row = position(y, size.height, small.size().height);
        const float* upper = small.row(row.before);
        const float* lower = small.row(row.after);
        for (std::uint32_t x = 0; x < size.width; ++x) {
            const Position column = position(x, size.width, small.size().width);
            const float above = std::lerp(upper[column.before], upper[column.after], column.share);
            const float below = std::lerp(lower[column.before], lower[column.after], column.share);
            plane.row(y)[x] = std::lerp(above, below, row.share);
        }
    }
    return plane;
}

}  // namespace baton::signature
