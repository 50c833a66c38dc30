#include "actions/signature/output/coverage.hpp"

#include <agg_rasterizer_scanline_aa_nogamma.h>
#include <agg_scanline_u.h>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace baton::signature {
namespace {

constexpr int width = 60;
constexpr int height = 40;

struct Vertex {
    double x;
    double y;
};

// Polygons that cross each other and the picture's edges.
std::vector<std::vector<Vertex>> tangle(unsigned seed, bool aligned) {
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> x{-20, width + 20};
    std::uniform_real_distribution<double> y{-20, height + 20};
    std::vector<std::vector<Vertex>> polygons(5);
    for (auto& polygon : polygons) {
        for (int i = 0; i < 12; ++i) {
            const Vertex vertex{x(random), y(random)};
            polygon.push_back(aligned ? Vertex{std::round(vertex.x),
                                               polygon.empty() || i % 2 == 0 ? std::round(vertex.y) : polygon.back().y}
                                      : vertex);
        }
    }
    return polygons;
}

using Rows = std::vector<std::vector<std::uint8_t>>;

Rows by_agg(const std::vector<std::vector<Vertex>>& polygons, bool even_odd) {
    Rows rows(height, std::vector<std::uint8_t>(width));
    agg::rasterizer_scanline_aa_nogamma<agg::rasterizer_sl_clip_dbl> rasteriser;
    rasteriser.filling_rule(even_odd ? agg::fill_even_odd : agg::fill_non_zero);
    rasteriser.clip_box(0, 0, width, height);
    for (const auto& polygon : polygons) {
        rasteriser.move_to_d(polygon.front().x, polygon.front().y);
        for (const Vertex& vertex : polygon) rasteriser.line_to_d(vertex.x, vertex.y);
        rasteriser.close_polygon();
    }
    agg::scanline_u8 line;
    if (!rasteriser.rewind_scanlines()) return rows;
    line.reset(rasteriser.min_x(), rasteriser.max_x());
    while (rasteriser.sweep_scanline(line)) {
        if (line.y() >= height) continue;
        auto span = line.begin();
        for (unsigned left = line.num_spans(); left > 0; --left, ++span) {
            for (int i = 0; i < span->len && span->x + i < width; ++i) {
                rows.at(static_cast<std::size_t>(line.y())).at(static_cast<std::size_t>(span->x + i)) = span->covers[i];
            }
        }
    }
    return rows;
}

Rows by_coverage(const std::vector<std::vector<Vertex>>& polygons, bool even_odd) {
    Coverage coverage{width, height};
    agg::rasterizer_sl_clip_dbl clipper;
    clipper.clip_box(0, 0, width, height);
    for (const auto& polygon : polygons) {
        clipper.move_to(polygon.front().x, polygon.front().y);
        for (const Vertex& vertex : polygon) clipper.line_to(coverage, vertex.x, vertex.y);
        clipper.line_to(coverage, polygon.front().x, polygon.front().y);
    }
    Rows rows(height, std::vector<std::uint8_t>(width));
    for (std::uint32_t y = 0; y < height; ++y) coverage.row(y, even_odd, rows[y].data());
    return rows;
}

TEST_CASE("every pixel is covered as AGG has it, bit for bit") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const auto polygons = tangle(seed, seed % 4 == 0);
        for (const bool odd : {false, true}) CHECK(by_coverage(polygons, odd) == by_agg(polygons, odd));
    }
}

TEST_CASE("outlines on one place add up without end") {
    // In 32 bits the sum of areas in the second pixel would be 0 again.
    Coverage coverage{2, 1};
    for (int i = 0; i < 65'536; ++i) {
        coverage.line(0, 0, 0, 256);
        coverage.line(384, 256, 384, 0);
    }
    std::uint8_t covers[2];
    coverage.row(0, false, covers);
    CHECK(covers[0] == 255);
    CHECK(covers[1] == 255);
}

TEST_CASE("lines outside of the picture write nothing outside of its cells") {
    constexpr int far = 1 << 29;
    Coverage coverage{2, 2};
    for (const int x : {-far, -1, 513, far}) {
        for (const int y : {-far, -1, 513, far}) {
            coverage.line(x, y, 256, 256);
            coverage.line(256, 256, x, y);
            coverage.line(x, y, -x, -y);
        }
    }
    std::uint8_t covers[2];
    coverage.clear();
    coverage.row(1, false, covers);
    CHECK(covers[0] == 0);
    CHECK(covers[1] == 0);
}

}  // namespace
}  // namespace baton::signature
