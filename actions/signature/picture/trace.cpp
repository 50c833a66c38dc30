#include "actions/signature/picture/trace.hpp"

#include "actions/signature/cubic.hpp"
#include "actions/signature/ink/fit.hpp"
#include "actions/signature/picture/contour_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace baton::signature {
namespace {

constexpr double tolerance = 0.3;  // px, so that the whole stays below a half
constexpr double least_area = 4;   // square px
constexpr std::size_t most_points = 1'000'000;

// Points along a loop are about 0.7 px apart.
constexpr std::size_t reach = 3;         // for the heading at a point
constexpr std::size_t corner_reach = 6;  // for what makes a corner
constexpr double corner_cosine = 0.5;    // of a turn by 60°
constexpr std::size_t shortest_smooth = 4 * corner_reach;

std::size_t ahead(std::size_t at, std::size_t steps, std::size_t count) {
    return (at + steps) % count;
}

std::size_t behind(std::size_t at, std::size_t steps, std::size_t count) {
    return (at + count - steps % count) % count;
}

// The cosine of the turn at a point, between what comes from some way behind and what goes some way ahead.
std::vector<double> turns(const std::vector<Point>& points) {
    const std::size_t count = points.size();
    std::vector<double> cosines(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Point in = unit(points[i] - points[behind(i, corner_reach, count)]);
        const Point out = unit(points[ahead(i, corner_reach, count)] - points[i]);
        cosines[i] = dot(in, out);
    }
    return cosines;
}

// Where the loop turns most, if that is much. Small loops have none: they are dots.
std::vector<std::size_t> corners_of(const std::vector<Point>& points) {
    std::vector<std::size_t> corners;
    if (points.size() < shortest_smooth) return corners;
    const auto cosines = turns(points);
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) {
        bool sharpest = cosines[i] < corner_cosine;
        for (std::size_t step = 1; sharpest && step <= corner_reach; ++step) {
            sharpest = cosines[i] < cosines[behind(i, step, count)] && cosines[i] <= cosines[ahead(i, step, count)];
        }
        if (sharpest) corners.push_back(i);
    }
    return corners;
}

// The points from one corner to the next, each with its heading; at the ends headings look inwards only. Without
// corners the loop is closed smoothly: both ends are one point with one heading.
std::vector<Directed> run(const std::vector<Point>& points, std::size_t from, std::size_t length_of_run, bool smooth) {
    const std::size_t count = points.size();
    std::vector<Directed> line;
    line.reserve(length_of_run + 1);
    for (std::size_t i = 0; i <= length_of_run; ++i) {
        const std::size_t back = smooth ? reach : std::min(reach, i);
        const std::size_t on = smooth ? reach : std::min(reach, length_of_run - i);
        const std::size_t at = ahead(from, i, count);
        const Point way = points[ahead(at, on, count)] - points[behind(at, back, count)];
        line.push_back({points[at], unit(way)});
    }
    return line;
}

bool is_straight(const Cubic& curve) {
    constexpr double off = 0.02;
    const Point chord = unit(curve[3] - curve[0]);
    return std::abs(cross(chord, curve[1] - curve[0])) < off && std::abs(cross(chord, curve[2] - curve[0])) < off;
}

void draw(Contour& contour, const std::vector<Directed>& line) {
    for (const Cubic& curve : fit(line, tolerance)) {
        if (is_straight(curve)) {
            contour.line_to(curve[3]);
        } else {
            contour.curve_to(curve[1], curve[2], curve[3]);
        }
    }
}

Contour smoothed(const std::vector<Point>& points) {
    const auto corners = corners_of(points);
    const std::size_t count = points.size();
    Contour contour{points[corners.empty() ? 0 : corners.front()], {}};
    if (corners.empty()) draw(contour, run(points, 0, count, true));
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const std::size_t from = corners[i];
        const std::size_t to = i + 1 < corners.size() ? corners[i + 1] : corners.front() + count;
        draw(contour, run(points, from, to - from, false));
    }
    return contour;
}

Colour mean_colour(const media::Image& image) {
    std::array<std::uint64_t, 4> sum{};
    for (std::uint32_t y = 0; y < image.size().height; ++y) {
        const std::uint8_t* pixel = image.row(y);
        for (std::uint32_t x = 0; x < image.size().width; ++x, pixel += 4) {
            for (std::size_t part = 0; part < 3; ++part) sum.at(part) += std::uint64_t{pixel[part]} * pixel[3];
            sum[3] += pixel[3];
        }
    }
    if (sum[3] == 0) return {};
    const auto mean = [&](std::size_t part) { return static_cast<std::uint8_t>(sum.at(part) / sum[3]); };
    return Colour{mean(0), mean(1), mean(2)};
}

}  // namespace

Drawing trace(const InkPicture& picture) {
    Shape shape;
    for (const Loop& loop : contour_lines(picture.pixels, least_area, most_points)) {
        shape.contours.push_back(smoothed(loop.points));
    }
    if (shape.contours.empty()) return {};
    shape.colour = mean_colour(picture.pixels);
    return {{std::move(shape)}};
}

}  // namespace baton::signature
