#include "actions/signature/output/placement.hpp"

#include <doctest/doctest.h>

namespace baton::signature {
namespace {

Box frame_of(double width, double height) {
    return {-10, 20, width - 10, 20 + height};
}

TEST_CASE("a drawing of ordinary size keeps its unit") {
    const Placement placement = place_as_vector(frame_of(330, 120));
    CHECK(placement.scale == 1);
    CHECK(placement.width == 330);
    CHECK(placement.height == 120);
    CHECK(placement({-10, 20}) == Point{0, 0});
}

TEST_CASE("a tiny or huge one is scaled, so that two decimals are right") {
    CHECK(place_as_vector(frame_of(4, 2)).width == doctest::Approx(600));
    CHECK(place_as_vector(frame_of(2, 4)).height == doctest::Approx(600));
    CHECK(place_as_vector(frame_of(1e6, 10)).width == doctest::Approx(600));
}

TEST_CASE("a page is a signature's size") {
    CHECK(place_on_page(frame_of(200, 80)).width == doctest::Approx(150));
    CHECK(place_on_page(frame_of(1500, 500)).width == doctest::Approx(300));
    CHECK(place_on_page(frame_of(100, 400)).height == doctest::Approx(300));
    CHECK(place_on_page(frame_of(4, 4)).width == doctest::Approx(300));
    CHECK(place_on_page(frame_of(101, 20)).width >= 72);
}

TEST_CASE("pixels: 1200 on the longer side, never less than 600 wide, whole") {
    CHECK(place_in_pixels(frame_of(330, 120)).width == 1200);
    CHECK(place_in_pixels(frame_of(330, 120)).height == 436);
    CHECK(place_in_pixels(frame_of(100, 150)).height == 1200);
    const Placement tall = place_in_pixels(frame_of(100, 1000));
    CHECK(tall.width == 600);
    CHECK(tall.height == 6000);
    CHECK(place_in_pixels(frame_of(10'000, 1)).height == 1);
}

}  // namespace
}  // namespace baton::signature
