#include "actions/scan/rectify/corners.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace baton::scan {
namespace {

constexpr media::Size picture{400, 300};
const Quad page{{{{20, 30}, {360, 25}, {370, 280}, {15, 270}}}};

TEST_CASE("a quad must be convex, clockwise, large enough and near the picture") {
    CHECK(check_quad(page, picture).has_value());
    CHECK(check_quad(whole(picture), picture).has_value());
    Quad crossed = page;
    std::swap(crossed.corners[0], crossed.corners[1]);
    CHECK(check_quad(crossed, picture).error().code == errc::invalid_input);
    Quad mirrored = page;
    std::swap(mirrored.corners[1], mirrored.corners[3]);
    CHECK_FALSE(check_quad(mirrored, picture).has_value());
    Quad far = page;
    far.corners[2].x = 700;
    CHECK_FALSE(check_quad(far, picture).has_value());
    Quad thin = page;
    thin.corners[3] = {20, 36};
    CHECK_FALSE(check_quad(thin, picture).has_value());
    Quad unknown = page;
    unknown.corners[0].y = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(check_quad(unknown, picture).has_value());
}

TEST_CASE("turning clockwise makes the bottom left corner the first") {
    CHECK(turned(page, 0).corners == page.corners);
    CHECK(turned(page, 90).corners[0] == page.corners[3]);
    CHECK(turned(page, 90).corners[1] == page.corners[0]);
    CHECK(turned(page, 180).corners[0] == page.corners[2]);
    CHECK(turned(page, 270).corners[0] == page.corners[1]);
}

TEST_CASE("corners find their pixel in the stored picture, whatever its orientation") {
    for (int value = 1; value <= 8; ++value) {
        const auto orientation = static_cast<media::Orientation>(value);
        media::Image stored{{5, 3}, 1};
        std::uint8_t name = 0;
        for (std::uint32_t y = 0; y < 3; ++y) {
            for (std::uint32_t x = 0; x < 5; ++x) stored.row(y)[x] = name++;
        }
        media::Image copy{{5, 3}, 1};
        for (std::uint32_t y = 0; y < 3; ++y) std::copy_n(stored.row(y), 5, copy.row(y));
        const media::Image upright = media::upright(std::move(copy), orientation);
        for (std::uint32_t y = 0; y < upright.size().height; ++y) {
            for (std::uint32_t x = 0; x < upright.size().width; ++x) {
                const cv::Point2d at{static_cast<double>(x), static_cast<double>(y)};
                const cv::Point2d found = as_stored(Quad{{{at, at, at, at}}}, orientation, {5, 3}).corners[0];
                CHECK(stored.row(static_cast<std::uint32_t>(found.y))[static_cast<std::size_t>(found.x)] ==
                      upright.row(y)[x]);
            }
        }
    }
}

TEST_CASE("scaling keeps the edges of the picture where they are") {
    const Quad half = scaled(whole(picture), 0.5);
    CHECK(half.corners[0] == cv::Point2d{-0.5, -0.5});
    CHECK(half.corners[2] == cv::Point2d{199.5, 149.5});
}

}  // namespace
}  // namespace baton::scan
