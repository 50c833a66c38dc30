#include "actions/scan/detect/lines.hpp"

#include "actions/scan/detect/line_support.hpp"
#include "rendering.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace baton::scan::detection {
namespace {

const Quad square = testing::turned_rectangle({200, 150}, 160, 160, 9);

Channels channels_of_square() {
    cv::Mat picture = testing::ground({400, 300}, {80, 80, 80});
    testing::draw_sheet(picture, square, {220, 220, 220});
    return make_channels(picture);
}

TEST_CASE("the four sides of a sheet are the four strongest lines") {
    const Channels channels = channels_of_square();
    const auto lines = find_lines(find_edge_points(channels), channels.size(), 4);
    REQUIRE(lines.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d middle = (square.corners[i] + square.corners[(i + 1) % 4]) * 0.5;
        const auto near = std::count_if(lines.begin(), lines.end(), [&](const Line& line) {
            // The gradient leads into the bright sheet.
            return std::abs(line.offset(middle)) < 0.5 && line.offset({200, 150}) > 0;
        });
        CHECK(near == 1);
    }
}

TEST_CASE("a line has support where the edge is, and none beyond") {
    const Channels channels = channels_of_square();
    const auto lines = find_lines(find_edge_points(channels), channels.size(), 1);
    REQUIRE(lines.size() == 1);
    const LineSupport support(channels, lines[0]);
    const double middle = lines[0].direction().dot(cv::Point2d(200, 150));
    CHECK(support.share(middle - 70, middle + 70) > 0.95);
    CHECK(support.share(middle + 90, middle + 120) < 0.3);
    CHECK(support.share(middle - 5000, middle - 4000) == 0);
    CHECK(support.solid_length() == doctest::Approx(160 * 0.45).epsilon(0.1));
}

TEST_CASE("a line that misses the picture has no support") {
    const LineSupport support(channels_of_square(), Line{{1, 0}, -50});
    CHECK(support.share(0, 300) == 0);
    CHECK(support.solid_length() == 0);
}

}  // namespace
}  // namespace baton::scan::detection
